import { TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Table, Tbody, Td, Th, Thead, Tr } from '@/components/ui/table';
import type { StockRow } from '@/lib/catalogue/stock/browse-stock';
import type { WarehouseView } from '@/lib/catalogue/stock/schema';
import { StockCells } from './stock-cells';

export function isLow(level: { quantity: string; alert_threshold: string | null }): boolean {
  return level.alert_threshold !== null && Number(level.quantity) <= Number(level.alert_threshold);
}

/** One line a product, one column a warehouse. */
export function StockTable({
  rows,
  warehouses,
  mayEdit,
}: {
  rows: readonly StockRow[];
  warehouses: readonly WarehouseView[];
  mayEdit: boolean;
}) {
  const t = useTranslations('trade.stock');
  return (
    <Table stack caption={t('title')}>
      <Thead>
        <tr>
          <Th>{t('product')}</Th>
          {warehouses.map((warehouse) => (
            <Th key={warehouse.id} numeric>
              {warehouse.name}
              <span className="block font-normal text-faint text-xs">
                {t('quantity')} / {t('threshold')}
              </span>
            </Th>
          ))}
        </tr>
      </Thead>
      <Tbody>
        {rows.map((row) => (
          <Tr key={row.id}>
            <Td>
              <div>
                <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <Link href={`/products/${row.id}`} className="font-medium hover:underline">
                    {row.title}
                  </Link>
                  {row.levels.some(isLow) ? (
                    <Badge tone="warning">
                      <TriangleAlert aria-hidden className="size-3" />
                      {t('low')}
                    </Badge>
                  ) : null}
                </span>
                <span className="block text-[0.8125rem] text-muted">
                  {[
                    ...Object.values(row.attributes),
                    row.sku,
                    row.tracking === 'none' ? null : t(`tracked_${row.tracking}`),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </div>
            </Td>
            {warehouses.map((warehouse) => {
              const level = row.levels.find((one) => one.warehouse_id === warehouse.id);
              return (
                <Td key={warehouse.id} label={warehouse.name} numeric>
                  <StockCells
                    productId={row.id}
                    product={[row.title, ...Object.values(row.attributes)].join(' ')}
                    warehouse={warehouse}
                    quantity={level?.quantity ?? '0'}
                    threshold={level?.alert_threshold ?? null}
                    mayCount={row.tracking === 'none'}
                    mayEdit={mayEdit}
                  />
                </Td>
              );
            })}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
