import { CircleCheck } from 'lucide-react';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { Card, CardHeader } from '@/components/ui/card';
import { PRODUCT_ISSUES, type ProductIssue } from '@/lib/catalogue/products/list-choices';

/** What is missing from the catalogue or wrong in it, each count leading to the products it counts. */
export function QualityCard({
  counts,
  products,
}: {
  counts: Readonly<Record<ProductIssue, number>>;
  products: number;
}) {
  const t = useTranslations('overview.quality');
  const ti = useTranslations('catalogue.issue');
  const format = useFormatter();
  const found = PRODUCT_ISSUES.filter((issue) => counts[issue] > 0).sort(
    (one, other) => counts[other] - counts[one],
  );
  return (
    <Card className="self-start">
      <CardHeader title={t('title')} description={found.length === 0 ? null : t('description')} />
      {found.length === 0 ? (
        <p className="flex items-center gap-2 px-5 pb-5 text-muted">
          <CircleCheck aria-hidden className="size-4 text-success" />
          {t('fine')}
        </p>
      ) : (
        <ul className="divide-y border-t">
          {found.map((issue) => (
            <li key={issue}>
              <Link
                href={`/products?issue=${issue}`}
                className="flex items-center justify-between gap-3 px-5 py-2.5 hover:bg-hover"
              >
                <span className="min-w-0">{ti(issue)}</span>
                <span className="shrink-0 tabular-nums">
                  <span className="font-semibold">{format.number(counts[issue])}</span>{' '}
                  <span className="text-[0.8125rem] text-muted">
                    {format.number(products === 0 ? 0 : counts[issue] / products, {
                      style: 'percent',
                      maximumFractionDigits: 0,
                    })}
                  </span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
