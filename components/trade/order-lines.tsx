import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { Money, Quantity } from '@/components/ui/amount';
import { Badge } from '@/components/ui/badge';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Table, Tbody, Td, Th, Thead, Tr } from '@/components/ui/table';
import type { OrderView } from '@/lib/orders/schema';

/** Odoo writes the product's name in the first line and its sales description below. */
const titleOf = (name: string) => name.split('\n', 1)[0] ?? name;
const detailOf = (name: string) => name.split('\n').slice(1).join('\n').trim();

/** What was ordered; a product not known here is shown by its name in Odoo. */
export function OrderLines({ order, currency }: { order: OrderView; currency: string }) {
  const t = useTranslations('trade.orders');
  const format = useFormatter();
  return (
    <Card className="overflow-hidden">
      <CardHeader title={t('lines')} />
      {order.lines.length === 0 ? (
        <CardBody className="text-muted">{t('no_lines')}</CardBody>
      ) : (
        <Table stack caption={t('lines')}>
          <Thead>
            <tr>
              <Th>{t('product')}</Th>
              <Th numeric>{t('quantity')}</Th>
              <Th numeric>{t('quantity_delivered')}</Th>
              <Th numeric title={t('unit_price_hint')}>
                {t('unit_price')}
              </Th>
              <Th numeric>{t('discount')}</Th>
              <Th numeric>{t('line_total')}</Th>
            </tr>
          </Thead>
          <Tbody>
            {order.lines.map((line) => (
              <Tr key={line.id}>
                <Td>
                  <div>
                    {line.product_id ? (
                      <Link href={`/products/${line.product_id}`} className="font-medium hover:underline">
                        {titleOf(line.name)}
                      </Link>
                    ) : (
                      <span className="flex flex-wrap items-center gap-2">
                        {titleOf(line.name)} <Badge>{t('unknown_product')}</Badge>
                      </span>
                    )}
                    <span className="block whitespace-pre-line text-[0.8125rem] text-muted">
                      {detailOf(line.name) || line.sku}
                    </span>
                  </div>
                </Td>
                <Td label={t('quantity')} numeric>
                  <Quantity value={line.quantity} />
                </Td>
                <Td label={t('quantity_delivered')} numeric>
                  <Quantity value={line.delivered} />
                </Td>
                <Td label={t('unit_price')} numeric>
                  <Money amount={line.unit_price} currency={currency} />
                </Td>
                <Td label={t('discount')} numeric>
                  {Number(line.discount) === 0
                    ? '–'
                    : format.number(Number(line.discount) / 100, {
                        style: 'percent',
                        maximumFractionDigits: 2,
                      })}
                </Td>
                <Td label={t('line_total')} numeric>
                  <Money amount={line.total} currency={currency} />
                </Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      )}
    </Card>
  );
}
