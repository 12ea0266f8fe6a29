import { useTranslations } from 'next-intl';
import { Money } from '@/components/ui/amount';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import type { SalesView } from '@/lib/analytics/schema';
import { ShareBar } from './share-bar';

export function CategorySales({ sales }: { sales: SalesView }) {
  const t = useTranslations('trade.analytics');
  const largest = sales.categories.reduce((max, one) => Math.max(max, Number(one.revenue)), 0).toString();
  return (
    <Card>
      <CardHeader title={t('by_category')} />
      <CardBody>
        <ul className="grid gap-3">
          {sales.categories.map((category) => (
            <li key={category.category_id ?? 'none'}>
              <span className="flex justify-between gap-4">
                <span className="min-w-0 truncate">{category.name ?? t('no_category')}</span>
                <Money amount={category.revenue} currency={sales.currency} />
              </span>
              <ShareBar value={category.revenue} largest={largest} />
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}
