import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ButtonLink } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import type { BestSeller } from '@/lib/analytics/schema';
import { BestSellersTable } from './best-sellers-table';

export function BestSellers({
  rows,
  by,
  currency,
  hrefOf,
  actions,
}: {
  rows: readonly BestSeller[];
  by: 'revenue' | 'quantity';
  currency: string;
  hrefOf: (by: 'revenue' | 'quantity') => string;
  actions?: ReactNode;
}) {
  const t = useTranslations('trade.analytics');
  return (
    <Card className="overflow-hidden">
      <CardHeader
        title={t('best_sellers')}
        description={t('best_sellers_scope')}
        actions={
          <>
            {(['revenue', 'quantity'] as const).map((choice) => (
              <ButtonLink
                key={choice}
                href={hrefOf(choice)}
                scroll={false}
                size="sm"
                variant={choice === by ? 'secondary' : 'ghost'}
                aria-current={choice === by ? 'true' : undefined}
              >
                {t(`by_${choice}`)}
              </ButtonLink>
            ))}
            {actions}
          </>
        }
      />
      <BestSellersTable rows={rows} by={by} currency={currency} />
    </Card>
  );
}
