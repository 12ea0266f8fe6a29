'use client';

import { useQuery } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import type { z } from 'zod';
import { callApi } from '@/components/api/call-api';
import type { TreeRow } from '@/lib/catalogue/categories/browse-tree';
import { categoryList } from '@/lib/catalogue/categories/schema';
import { hrefWith } from '@/lib/http/search-params';

/** A category as dialogs speak of it. */
export type Place = Pick<TreeRow, 'id' | 'parent_id' | 'name' | 'path'>;

/** All categories by path: asked for when a dialog opens, so that no page carries them along. */
export function usePlaces() {
  const locale = useLocale();
  return useQuery({
    queryKey: ['categories', 'places', locale],
    refetchOnWindowFocus: false,
    queryFn: async ({ signal }) => {
      const places: Place[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page: z.output<typeof categoryList> = await callApi(
          hrefWith('/categories', { limit: 500, cursor }),
          categoryList,
          { signal },
        );
        places.push(...page.data);
        cursor = page.next_cursor;
      }
      const order = new Intl.Collator(locale, { sensitivity: 'base', numeric: true });
      return places.sort((one, other) => order.compare(one.path.join('\0'), other.path.join('\0')));
    },
  });
}
