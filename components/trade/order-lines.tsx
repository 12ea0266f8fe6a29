import Link from 'next/link';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { Money, Quantity } from '@/components/ui/amount';
import { Badge } from '@/components/ui/badge';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { formatQuantity } from '@/components/ui/format';
import { Table, Tbody, Td, Th, Thead, Tr } from '@/components/ui/table';
import type { OrderView } from '@/lib/orders/schema';

/** Odoo writes the product's name in the first line and its sales description below. */
const titleOf = (name: string) => name.split('\n', 1)[0] ?? name;
const detailOf = (name: string) => name.split('\n').slice(1).join('\n').trim();

type Line = OrderView['lines'][number];

const isText = ({ kind }: Line) => kind === 'section' || kind === 'subsection' || kind === 'note';

/** Nobody delivers a discount, an advance or the head of a combo. */
const isDelivered = ({ kind }: Line) => kind === 'goods' || kind === 'service';

const hasDiscount = ({ discount }: Line) => Number(discount) !== 0;

/** What Odoo shows between the lines: headings and notes. */
function TextRow({ line, columns }: { line: Line; columns: number }) {
  return (
    <Tr>
      <Td colSpan={columns}>
        <span
          className={
            line.kind === 'note' ? 'whitespace-pre-line text-muted italic' : 'font-semibold text-ink'
          }
        >
          {line.name}
        </span>
      </Td>
    </Tr>
  );
}

/** What a quantity in another unit is in the product's own, in which its sales are counted. */
function OwnUnits({ line }: { line: Line }) {
  const t = useTranslations('trade.orders');
  const locale = useLocale();
  if (line.kind !== 'goods' || line.product_unit === null || line.unit === line.product_unit) return null;
  return (
    <span className="block text-[0.8125rem] text-muted lg:ms-auto lg:max-w-28 lg:whitespace-normal">
      {line.product_quantity === null
        ? t('not_converted', { unit: line.product_unit })
        : t('own_units', {
            quantity: formatQuantity(locale, line.product_quantity),
            unit: line.product_unit,
          })}
    </span>
  );
}

/** What was ordered; a product not known here is shown by its name in Odoo. */
export function OrderLines({ order, currency }: { order: OrderView; currency: string }) {
  const t = useTranslations('trade.orders');
  const format = useFormatter();
  const discounted = order.lines.some(hasDiscount);
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
              <Th numeric title={t('delivered_hint')}>
                {t('quantity_delivered')}
              </Th>
              <Th numeric title={t('unit_price_hint')}>
                {t('unit_price')}
              </Th>
              {discounted ? <Th numeric>{t('discount')}</Th> : null}
              <Th numeric>{t('line_total')}</Th>
            </tr>
          </Thead>
          <Tbody>
            {order.lines.map((line) =>
              isText(line) ? (
                <TextRow key={line.id} line={line} columns={discounted ? 6 : 5} />
              ) : (
                <Tr key={line.id}>
                  <Td className="lg:min-w-64">
                    <div>
                      <span className="flex flex-wrap items-center gap-2">
                        {line.product_id ? (
                          <Link href={`/products/${line.product_id}`} className="font-medium hover:underline">
                            {titleOf(line.name)}
                          </Link>
                        ) : (
                          titleOf(line.name)
                        )}
                        {line.kind === 'goods' ? null : <Badge>{t(`kind.${line.kind}`)}</Badge>}
                        {line.kind === 'goods' && !line.product_id ? (
                          <Badge>{t('unknown_product')}</Badge>
                        ) : null}
                      </span>
                      <span className="block whitespace-pre-line text-[0.8125rem] text-muted">
                        {detailOf(line.name) || line.sku}
                      </span>
                    </div>
                  </Td>
                  <Td label={t('quantity')} numeric>
                    <div>
                      <Quantity value={line.quantity} unit={line.unit} />
                      <OwnUnits line={line} />
                    </div>
                  </Td>
                  <Td label={t('quantity_delivered')} numeric>
                    <Quantity value={isDelivered(line) ? line.delivered : null} />
                  </Td>
                  <Td label={t('unit_price')} numeric>
                    <Money amount={line.unit_price} currency={currency} />
                  </Td>
                  {discounted ? (
                    <Td label={t('discount')} numeric>
                      {hasDiscount(line)
                        ? format.number(Number(line.discount) / 100, {
                            style: 'percent',
                            maximumFractionDigits: 2,
                          })
                        : '–'}
                    </Td>
                  ) : null}
                  <Td label={t('line_total')} numeric>
                    <Money amount={line.total} currency={currency} />
                  </Td>
                </Tr>
              ),
            )}
          </Tbody>
        </Table>
      )}
    </Card>
  );
}
