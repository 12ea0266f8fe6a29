import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { FilterBar } from './filter-bar';

type Filters = Parameters<typeof FilterBar>[0];

/** A page of a history: its filters, the list or why there is none, and the way to the next page. */
export function ListFrame({
  title,
  description,
  back,
  actions,
  path,
  filter,
  filters,
  empty,
  cursor,
  nextCursor,
  children,
}: {
  title: string;
  description: string;
  back?: { href: string; label: string };
  actions?: ReactNode;
  path: string;
  /** What is chosen, as the address has it. */
  filter: Readonly<Record<string, string | undefined>>;
  filters: Filters;
  /** Shown in place of the list where it has no row. */
  empty: { icon: LucideIcon; title: string; description?: string | undefined } | null;
  cursor: string | undefined;
  nextCursor: string | null;
  children: ReactNode;
}) {
  const chosen = Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : []));
  const here = (more: Record<string, string>) =>
    `${path}?${new URLSearchParams({ ...Object.fromEntries(chosen), ...more })}`;
  return (
    <>
      <PageHeader
        title={title}
        description={description}
        {...(back ? { back } : {})}
        {...(actions ? { actions } : {})}
      />
      <Card>
        <FilterBar {...filters} />
        {empty ? <EmptyState {...empty} /> : <div className="border-t">{children}</div>}
        <Pagination
          firstHref={cursor ? here({}) : null}
          nextHref={nextCursor ? here({ cursor: nextCursor }) : null}
        />
      </Card>
    </>
  );
}
