import type { Ctx } from '@/lib/context';
import type { Locale } from '@/lib/i18n/locale';
import { translate } from '@/lib/i18n/translate';
import { listOrders } from '@/lib/orders/list-orders';
import type { OrderListQuery } from '@/lib/orders/schema';
import { everyPage } from '@/lib/spreadsheet/answer-sheet';
import type { Sheet } from '@/lib/spreadsheet/sheet';
import { columnsIn } from './columns';

export const ORDER_COLUMNS = [
  'number',
  'order_status',
  'ordered_at',
  'delivered_at',
  'customer',
  'email',
  'zip',
  'city',
  'country',
  'total_untaxed',
  'total',
  'currency',
] as const;

const BATCH = 500;

/** The orders as they are filtered, the newest first; moments are on the shop's clock. */
export function exportOrders(
  ctx: Ctx,
  query: Omit<OrderListQuery, 'limit' | 'cursor'>,
  locale: Locale,
): Sheet<(typeof ORDER_COLUMNS)[number]> {
  const clock = new Intl.DateTimeFormat('sv-SE', {
    timeZone: ctx.env.TIME_ZONE,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const moment = (at: string | null) => (at === null ? null : clock.format(new Date(at)));
  return {
    name: translate(locale, 'spreadsheet.file.orders'),
    columns: columnsIn(locale, ORDER_COLUMNS),
    locale,
    batches: batches(),
  };

  async function* batches() {
    for await (const page of everyPage((cursor) => listOrders(ctx, { ...query, limit: BATCH, cursor }))) {
      yield page.map(({ customer, status, ...order }) => ({
        ...order,
        order_status: translate(locale, `trade.orders.status.${status}`),
        ordered_at: moment(order.ordered_at),
        delivered_at: moment(order.delivered_at),
        customer: customer.name,
        email: customer.email,
        zip: customer.address?.zip ?? null,
        city: customer.address?.city ?? null,
        country: customer.address?.country ?? null,
      }));
    }
  }
}
