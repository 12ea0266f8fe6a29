'use client';

import { useQuery } from '@tanstack/react-query';
import { callApi } from '@/components/api/call-api';
import { type RunAnswer, runAnswer } from '@/lib/sync/history/answers';
import { isLive } from './tally';

const LOOK_EVERY_MS = 1000;

/** A run as it is now, looked at every second until it ends. */
export function useRun(id: string | null, initial?: RunAnswer) {
  return useQuery({
    queryKey: ['run', id],
    queryFn: ({ signal }) => callApi(`/runs/${id}`, runAnswer, { signal }),
    enabled: id !== null,
    initialData: initial,
    staleTime: 0,
    refetchInterval: ({ state }) => (!state.data || isLive(state.data) ? LOOK_EVERY_MS : false),
  });
}
