import { useTranslations } from 'next-intl';
import { Pagination } from '@/components/ui/pagination';
import { COUNT_LIMIT } from '@/db/count-up-to';
import { hrefWith, type SearchParams } from '@/lib/http/search-params';
import type { ListAddress } from './list-address';

/** Where in the whole list this page lies, the way on and the way back. */
export function ListPages({
  list,
  params,
  page,
  count,
}: {
  list: ListAddress;
  /** Of this page's address: the cursor, and which row comes first. */
  params: SearchParams;
  page: { readonly data: readonly unknown[]; readonly next_cursor: string | null };
  /** How many the list shows in all, at most `COUNT_LIMIT + 1`. */
  count: number;
}) {
  const t = useTranslations('ui');
  const { cursor } = params;
  if (!cursor && !page.next_cursor) return null;
  const first = cursor ? Math.max(1, Number(params.from_row) || 1) : 1;
  const last = first + page.data.length - 1;
  const many = count > COUNT_LIMIT;
  return (
    <Pagination
      firstHref={cursor ? hrefWith(list.path, list.params) : null}
      nextHref={
        page.next_cursor
          ? hrefWith(list.path, { ...list.params, cursor: page.next_cursor, from_row: last + 1 })
          : null
      }
      summary={
        page.data.length > 0
          ? t(many ? 'position_of_many' : 'position', {
              from: first,
              to: last,
              count: many ? COUNT_LIMIT : count,
            })
          : null
      }
    />
  );
}
