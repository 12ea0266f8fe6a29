'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Money } from '@/components/ui/amount';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import type { SalesView } from '@/lib/analytics/schema';
import { ShareBar } from './share-bar';

/** Shown before anybody asks for all. */
const FIRST = 15;

/** What each category sold, those that sold most first. */
export function CategorySales({
  categories,
  currency,
}: {
  categories: readonly Pick<SalesView['categories'][number], 'category_id' | 'name' | 'revenue'>[];
  currency: string;
}) {
  const [all, setAll] = useState(false);
  const t = useTranslations('trade.analytics');
  const largest = categories.reduce((max, one) => Math.max(max, Number(one.revenue)), 0).toString();
  return (
    <Card>
      <CardHeader title={t('by_category')} />
      <CardBody>
        <ul className="grid gap-3">
          {(all ? categories : categories.slice(0, FIRST)).map((category) => (
            <li key={category.category_id ?? 'none'}>
              <span className="flex justify-between gap-4">
                <span className="min-w-0 truncate">{category.name ?? t('no_category')}</span>
                <Money amount={category.revenue} currency={currency} />
              </span>
              <ShareBar value={category.revenue} largest={largest} />
            </li>
          ))}
        </ul>
        {categories.length > FIRST && !all ? (
          <Button size="sm" variant="ghost" className="mt-3" onClick={() => setAll(true)}>
            {t('all_categories', { count: categories.length })}
          </Button>
        ) : null}
      </CardBody>
    </Card>
  );
}
