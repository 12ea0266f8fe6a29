import { ArrowDown, ArrowUp, ArrowUpDown } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Th } from './table';

/** The header of a column by which the list can be sorted: pressing it again turns the order round. */
export function SortHeader({
  direction,
  href,
  numeric = false,
  children,
}: {
  /** In which the list is sorted by this column now; absent: by another. */
  direction: 'ascending' | 'descending' | undefined;
  /** Of the list sorted by this column. */
  href: string;
  numeric?: boolean;
  children: ReactNode;
}) {
  const Icon = direction === 'ascending' ? ArrowUp : direction === 'descending' ? ArrowDown : ArrowUpDown;
  return (
    <Th numeric={numeric} aria-sort={direction ?? 'none'}>
      <Link href={href} scroll={false} className="inline-flex items-center gap-1 hover:text-ink">
        {children}
        <Icon aria-hidden className={direction ? 'size-3.5' : 'size-3.5 opacity-40'} />
      </Link>
    </Th>
  );
}
