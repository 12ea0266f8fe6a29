import Decimal from 'decimal.js';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { CustomerCard } from '@/components/trade/customer-card';
import { Day } from '@/components/trade/day';
import { OrderLines } from '@/components/trade/order-lines';
import { OrderStatusBadge } from '@/components/trade/order-status-badge';
import { Money } from '@/components/ui/amount';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { KeyValue } from '@/components/ui/key-value';
import { PageHeader } from '@/components/ui/page-header';
import { pageContext } from '@/lib/auth/page';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { getOrder } from '@/lib/orders/get-order';

type Props = { params: Promise<{ id: string }> };

async function orderOf(ctx: Ctx, id: string) {
  if (!z.uuid().safeParse(id).success) notFound();
  return getOrder(ctx, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  });
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await orderOf(await pageContext(), (await params).id)).number };
}

export default async function OrderPage({ params }: Props) {
  const ctx = await pageContext();
  const order = await orderOf(ctx, (await params).id);
  const t = await getTranslations('trade.orders');
  const currency = order.currency || 'EUR';
  const state = `odoo_state.${order.odoo_state}`;
  const delivery = `delivery.${order.delivery_status}`;
  return (
    <>
      <PageHeader
        title={order.number}
        back={{ href: '/orders', label: t('title') }}
        badge={<OrderStatusBadge status={order.status} />}
      />
      <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_20rem] lg:items-start">
        <OrderLines order={order} currency={currency} />
        <div className="grid gap-5">
          <Card>
            <CardHeader title={t('facts')} />
            <CardBody>
              <KeyValue
                items={[
                  { label: t('ordered'), value: <Day at={order.ordered_at} /> },
                  { label: t('expected'), value: <Day at={order.expected_at} /> },
                  { label: t('delivered_at'), value: <Day at={order.delivered_at} /> },
                  {
                    label: t('in_odoo'),
                    value: [
                      t.has(state) ? t(state) : order.odoo_state,
                      ...(order.delivery_status
                        ? [t.has(delivery) ? t(delivery) : order.delivery_status]
                        : []),
                    ].join(' · '),
                  },
                  {
                    label: t('total_untaxed'),
                    value: <Money amount={order.total_untaxed} currency={currency} />,
                  },
                  {
                    label: t('taxes'),
                    value: (
                      <Money
                        amount={new Decimal(order.total).minus(order.total_untaxed).toFixed()}
                        currency={currency}
                      />
                    ),
                  },
                  {
                    label: t('total'),
                    value: (
                      <strong>
                        <Money amount={order.total} currency={currency} />
                      </strong>
                    ),
                  },
                ]}
              />
            </CardBody>
          </Card>
          <CustomerCard customer={order.customer} />
        </div>
      </div>
    </>
  );
}
