import Decimal from 'decimal.js';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Quantity } from '@/components/ui/amount';
import { StatusBadge } from '@/components/ui/badge';
import { Td, Tr } from '@/components/ui/table';
import { Tick } from '@/components/ui/tick';
import type { StockRow } from '@/lib/catalogue/stock/browse-stock';
import { StockCells } from './stock-cells';
import type { StockColumn } from './stock-column';

/** One product in the stock list: what it counts in each warehouse, and in all where there are several. */
export function StockGoods({
  row,
  warehouses,
  mayEdit,
  ticked,
  onTick,
}: {
  row: StockRow;
  warehouses: readonly StockColumn[];
  mayEdit: boolean;
  /** Undefined for readers who may not change anything. */
  ticked: boolean | undefined;
  onTick: (on: boolean) => void;
}) {
  const t = useTranslations('trade.stock');
  const tc = useTranslations('catalogue.list');
  const attributes = Object.values(row.attributes);
  const name = [row.title, ...attributes].join(' ');
  const details = [
    ...attributes,
    row.sku,
    row.tracking === 'none' ? null : t(`tracked_${row.tracking}`),
  ].filter(Boolean);
  const levels = warehouses.map((warehouse) => ({
    warehouse,
    level: row.levels.find((one) => one.warehouse_id === warehouse.id),
  }));
  const total = levels.reduce((sum, { level }) => sum.plus(level?.quantity ?? 0), new Decimal(0));
  return (
    <Tr>
      {ticked === undefined ? null : (
        <Td tick className="w-10 pe-0">
          <Tick label={tc('select', { title: name })} checked={ticked} onTick={onTick} />
        </Td>
      )}
      <Td>
        <div>
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <Link href={`/products/${row.id}`} prefetch={false} className="font-medium hover:underline">
              {row.title}
            </Link>
            {row.levels.some(isLow) ? <StatusBadge tone="warning">{t('low')}</StatusBadge> : null}
          </span>
          <span className="block text-[0.8125rem] text-muted">{details.join(' · ')}</span>
        </div>
      </Td>
      {warehouses.length > 1 ? (
        <Td label={t('total')} numeric>
          <Quantity value={total.toFixed()} />
        </Td>
      ) : null}
      {levels.map(({ warehouse, level }) => (
        <Td key={warehouse.id} label={warehouse.name} numeric className="max-sm:flex-wrap">
          <StockCells
            productId={row.id}
            product={name}
            warehouse={warehouse}
            quantity={level?.quantity ?? '0'}
            threshold={level?.alert_threshold ?? null}
            mayCount={row.tracking === 'none'}
            mayEdit={mayEdit}
          />
        </Td>
      ))}
    </Tr>
  );
}

function isLow(level: { quantity: string; alert_threshold: string | null }): boolean {
  return level.alert_threshold !== null && Number(level.quantity) <= Number(level.alert_threshold);
}
