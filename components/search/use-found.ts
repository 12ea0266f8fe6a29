'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { callApi } from '@/components/api/call-api';
import { foundList } from '@/lib/search/answers';
import { placesFor } from './places';

const TYPING_PAUSE_MS = 150;
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** What can be gone to, in the order it is shown. */
export interface Destination {
  readonly kind: string;
  readonly key: string;
  readonly title: string;
  readonly detail: string | null;
  readonly path: string;
}

/** Pages and actions by their names at once, records as the server finds them a moment later. */
export function useFound(query: string, role: 'admin' | 'viewer') {
  const t = useTranslations();
  const wanted = useSettled(query.trim());
  const server = useQuery({
    queryKey: ['search', wanted],
    queryFn: ({ signal }) => callApi(`/search?${new URLSearchParams({ q: wanted })}`, foundList, { signal }),
    enabled: wanted !== '',
    placeholderData: keepPreviousData,
  });
  const words = plain(query).split(/\s+/).filter(Boolean);
  const places = placesFor(role)
    .map(
      ({ kind, path, label }): Destination => ({
        kind,
        key: `${kind} ${path}`,
        title: t(label),
        detail: null,
        path,
      }),
    )
    .filter(({ title }) => words.every((word) => plain(title).includes(word)));
  const records = (wanted === '' ? [] : (server.data?.data ?? [])).map(
    ({ id, ...one }): Destination => ({ ...one, key: `${one.kind} ${id}` }),
  );
  const isSearching = query.trim() !== '' && (wanted !== query.trim() || server.isFetching);
  return { destinations: [...records, ...places], isSearching, failed: server.isError };
}

/** The text once typing has paused. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const pause = setTimeout(() => setSettled(text), TYPING_PAUSE_MS);
    return () => clearTimeout(pause);
  }, [text]);
  return settled;
}
