'use client';

import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { callApi } from '@/components/api/call-api';
import { Quantity } from '@/components/ui/amount';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Table, Tbody, Td, Th, Thead, Tr } from '@/components/ui/table';
import { type ProductView, productView } from '@/lib/catalogue/products/schema';
import type { WarehouseView } from '@/lib/catalogue/stock/schema';
import { fromTyped, toTyped } from './decimal-text';
import { ExplainStock } from './explain/explain-stock';
import { isLinked } from './explain/is-linked';
import { InlineText } from './inline-field';

/** Quantity and alert threshold in each warehouse. A typed count is a difference from what was shown. */
export function StockCard({
  product,
  warehouses,
  readOnly,
}: {
  product: ProductView;
  warehouses: readonly WarehouseView[];
  readOnly: boolean;
}) {
  const t = useTranslations('catalogue.stock');
  const locale = useLocale();
  const router = useRouter();
  if (product.variant_ids.length > 0) {
    return (
      <Card>
        <CardHeader title={t('title')} description={t('on_variants')} />
        <CardBody className="font-semibold text-2xl">
          <Quantity value={product.stock_quantity} />
        </CardBody>
      </Card>
    );
  }
  const put = async (warehouseId: string | undefined, body: Record<string, string | null>) => {
    const changed = await callApi(`/products/${product.id}/stock`, productView, {
      method: 'PUT',
      body: { ...(warehouseId ? { warehouse_id: warehouseId } : {}), ...body },
    });
    router.refresh();
    return changed.stock.find((level) => !warehouseId || level.warehouse_id === warehouseId);
  };
  const rows = warehouses.length > 0 ? warehouses : [undefined];
  return (
    <Card>
      <CardHeader title={t('title')} description={t('description')} />
      <Table caption={t('title')}>
        <Thead>
          <tr>
            <Th>{t('warehouse')}</Th>
            <Th numeric>{t('quantity')}</Th>
            <Th numeric>{t('threshold')}</Th>
          </tr>
        </Thead>
        <Tbody>
          {rows.map((warehouse) => {
            const name = warehouse?.name ?? t('default_warehouse');
            const level = product.stock.find((one) => one.warehouse_id === warehouse?.id);
            const quantity = level?.quantity ?? '0';
            return (
              <Tr key={warehouse?.id ?? 'default'}>
                <Td className="font-medium">{name}</Td>
                <Td numeric className="w-28">
                  <InlineText
                    bare
                    numeric
                    readOnly={readOnly}
                    label={t('quantity_in', { warehouse: name })}
                    path="quantity"
                    value={toTyped(locale, quantity)}
                    save={async (typed, seen) => {
                      const wanted = fromTyped(locale, typed) ?? '0';
                      const expected = fromTyped(locale, seen) ?? '0';
                      const saved = await put(warehouse?.id, {
                        quantity: wanted,
                        expected_quantity: expected,
                      });
                      if (saved && Number(saved.quantity) !== Number(wanted)) {
                        toast.info(t('merged', { quantity: toTyped(locale, saved.quantity) }));
                      }
                      return toTyped(locale, saved?.quantity ?? wanted);
                    }}
                  />
                </Td>
                <Td numeric className="w-28">
                  <InlineText
                    bare
                    numeric
                    readOnly={readOnly}
                    label={t('threshold_in', { warehouse: name })}
                    path="alert_threshold"
                    value={toTyped(locale, level?.alert_threshold ?? null)}
                    save={async (typed) => {
                      const saved = await put(warehouse?.id, { alert_threshold: fromTyped(locale, typed) });
                      return toTyped(locale, saved?.alert_threshold ?? null);
                    }}
                  />
                </Td>
              </Tr>
            );
          })}
        </Tbody>
      </Table>
      {isLinked(product) ? (
        <CardBody className="border-t pt-4">
          <ExplainStock productId={product.id} />
        </CardBody>
      ) : null}
    </Card>
  );
}
