'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { callApi } from '@/components/api/call-api';
import { type EditView, editView } from '@/lib/edits/answers';

const LOOK_EVERY_MS = 1000;

/** Whether a worker has it. */
export const isAtWork = ({ status }: Pick<EditView, 'status'>) =>
  status === 'reading' || status === 'applying' || status === 'undoing';

/** An edit as it is now, looked at every second while a worker has it; the page's rows are read again when it is done. */
export function useEdit(initial: EditView): EditView {
  const router = useRouter();
  const { data: edit = initial } = useQuery({
    queryKey: ['edit', initial.id, initial.status],
    queryFn: ({ signal }) => callApi(`/edits/${initial.id}`, editView, { signal }),
    initialData: initial,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data && isAtWork(state.data) ? LOOK_EVERY_MS : false),
  });
  const { status } = edit;
  const before = useRef(status);
  useEffect(() => {
    if (before.current !== status) router.refresh();
    before.current = status;
  }, [status, router]);
  return edit;
}
