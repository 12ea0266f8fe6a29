'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ListAddress } from '@/components/lists/list-address';
import { SortHeader } from '@/components/lists/sort-header';
import { Money } from '@/components/ui/amount';
import { Table, Tbody, Td, Th, Thead, Tr } from '@/components/ui/table';
import type { OrderSummary } from '@/lib/orders/schema';
import { Day } from './day';
import { OrderStatusBadge } from './order-status-badge';

/** What a row shows of an order: the page carries it as data beside the markup, and nothing more. */
type ListedOrder = Pick<
  OrderSummary,
  'id' | 'number' | 'status' | 'ordered_at' | 'expected_at' | 'total' | 'currency'
> & { readonly customer: string };

/** A page of the list of orders. */
export function OrdersTable({ orders, list }: { orders: readonly ListedOrder[]; list: ListAddress }) {
  const t = useTranslations('trade.orders');
  return (
    <Table stack caption={t('title')}>
      <Thead>
        <tr>
          <SortHeader list={list} up="number" down="number_desc">
            {t('number')}
          </SortHeader>
          <SortHeader list={list} up="customer" down="customer_desc">
            {t('customer')}
          </SortHeader>
          <Th>{t('status_label')}</Th>
          <SortHeader list={list} up="ordered" down="ordered_desc" largestFirst>
            {t('ordered')}
          </SortHeader>
          <SortHeader list={list} up="expected" down="expected_desc" largestFirst>
            {t('expected')}
          </SortHeader>
          <SortHeader list={list} up="total" down="total_desc" largestFirst numeric>
            {t('total')}
          </SortHeader>
        </tr>
      </Thead>
      <Tbody>
        {orders.map((order) => (
          <Tr key={order.id}>
            <Td className="font-medium">
              <Link href={`/orders/${order.id}`} className="hover:underline">
                {order.number}
              </Link>
            </Td>
            <Td label={t('customer')}>{order.customer || t('no_customer')}</Td>
            <Td label={t('status_label')}>
              <OrderStatusBadge status={order.status} />
            </Td>
            <Td label={t('ordered')}>
              <Day at={order.ordered_at} />
            </Td>
            <Td label={t('expected')} className={order.expected_at ? '' : 'max-sm:hidden'}>
              <Day at={order.expected_at} />
            </Td>
            <Td label={t('total')} numeric>
              <Money bare amount={order.total} currency={order.currency || 'EUR'} />
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
