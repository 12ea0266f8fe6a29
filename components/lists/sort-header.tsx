import { ArrowDown, ArrowUp, ArrowUpDown } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Th } from '@/components/ui/table';
import { hrefWith } from '@/lib/http/search-params';
import type { ListAddress } from './list-address';

/** The header of a column by which the list can be sorted: pressing it again turns the order round. */
export function SortHeader({
  list,
  up,
  down,
  largestFirst = false,
  numeric = false,
  below,
  children,
}: {
  list: ListAddress;
  /** What the address says of the list sorted by this column, ascending and descending. */
  up: string;
  down: string;
  /** The first press shows the largest or newest. */
  largestFirst?: boolean;
  numeric?: boolean;
  /** What the column holds, under its name. */
  below?: ReactNode;
  children: ReactNode;
}) {
  const { sort } = list.params;
  const direction = sort === up ? 'ascending' : sort === down ? 'descending' : undefined;
  const Icon = direction === 'ascending' ? ArrowUp : direction === 'descending' ? ArrowDown : ArrowUpDown;
  const next = direction ? (direction === 'ascending' ? down : up) : largestFirst ? down : up;
  return (
    <Th numeric={numeric} aria-sort={direction ?? 'none'}>
      <Link
        href={hrefWith(list.path, { ...list.params, sort: next })}
        scroll={false}
        prefetch={false}
        className="inline-flex items-center gap-1 hover:text-ink"
      >
        {children}
        <Icon aria-hidden className={direction ? 'size-3.5' : 'size-3.5 opacity-40'} />
      </Link>
      {below}
    </Th>
  );
}
