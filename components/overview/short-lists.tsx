import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Money, Quantity } from '@/components/ui/amount';
import { ButtonLink } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import type { BestSeller, ReplenishmentRow } from '@/lib/analytics/schema';

/** What sold best lately. */
export function TopSellers({ rows, currency }: { rows: readonly BestSeller[]; currency: string }) {
  const t = useTranslations('overview.best');
  return (
    <ShortList title={t('title')} href="/analytics" all={t('all')} empty={t('empty')}>
      {rows.map((row) => (
        <Line
          key={`${row.product_id} ${row.title} ${row.sku}`}
          product={row.product_id}
          title={row.title}
          detail={Object.values(row.attributes).join(', ') || row.sku}
        >
          <span className="block font-medium">
            <Money amount={row.revenue} currency={currency} />
          </span>
          <span className="text-[0.8125rem] text-muted">
            <Quantity value={row.quantity} /> {row.unit ?? ''}
          </span>
        </Line>
      ))}
    </ShortList>
  );
}

/** What runs out first. */
export function ToReorder({ rows }: { rows: readonly ReplenishmentRow[] }) {
  const t = useTranslations('overview.reorder');
  return (
    <ShortList
      title={t('title')}
      href="/analytics/replenishment?to_order=1"
      all={t('all')}
      empty={t('empty')}
    >
      {rows.map((row) => (
        <Line
          key={row.product_id}
          product={row.product_id}
          title={row.title}
          detail={Object.values(row.attributes).join(', ') || row.sku}
        >
          <span className="block font-medium">
            {t('suggested')} <Quantity value={row.suggested_quantity} />
          </span>
          <span className="text-[0.8125rem] text-muted">
            {t('stock')} <Quantity value={row.stock} />
          </span>
        </Line>
      ))}
    </ShortList>
  );
}

function ShortList({
  title,
  href,
  all,
  empty,
  children,
}: {
  title: string;
  href: string;
  all: string;
  empty: string;
  children: readonly ReactNode[];
}) {
  return (
    <Card>
      <CardHeader
        title={title}
        actions={
          <ButtonLink href={href} size="sm" variant="ghost">
            {all}
          </ButtonLink>
        }
      />
      {children.length === 0 ? (
        <p className="px-5 pb-5 text-muted">{empty}</p>
      ) : (
        <ul className="divide-y border-t">{children}</ul>
      )}
    </Card>
  );
}

function Line({
  product,
  title,
  detail,
  children,
}: {
  /** Null for what is sold in Odoo but not known here. */
  product: string | null;
  title: string;
  detail: string | null;
  children: ReactNode;
}) {
  return (
    <li className="flex items-center justify-between gap-4 px-5 py-2.5">
      <span className="min-w-0">
        {product ? (
          <Link
            href={`/products/${product}`}
            className="line-clamp-2 font-medium hover:text-accent hover:underline"
          >
            {title}
          </Link>
        ) : (
          <span className="line-clamp-2 font-medium">{title}</span>
        )}
        {detail ? <span className="block truncate text-[0.8125rem] text-muted">{detail}</span> : null}
      </span>
      <span className="shrink-0 text-end tabular-nums">{children}</span>
    </li>
  );
}
