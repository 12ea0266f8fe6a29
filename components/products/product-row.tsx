import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Money, Quantity } from '@/components/ui/amount';
import { StatusBadge } from '@/components/ui/badge';
import { Checkbox } from '@/components/ui/checkbox';
import { cn } from '@/components/ui/cn';
import { Td, Tr } from '@/components/ui/table';
import type { ProductView } from '@/lib/catalogue/products/schema';
import { pathText } from './category-options';
import { ProductThumbnail } from './product-thumbnail';
import { SyncStateBadge, worstSyncState } from './sync-state-badge';

/** One product in the list. */
export function ProductRow({
  product,
  path,
  currency,
  ticked,
  onTick,
}: {
  product: ProductView;
  path: readonly string[] | undefined;
  currency: string;
  /** Undefined for readers who may not change anything. */
  ticked: boolean | undefined;
  onTick: (on: boolean) => void;
}) {
  const t = useTranslations('catalogue');
  const state = worstSyncState(product);
  const ordinary = product.status === 'active' && !product.deleted_at;
  const low = product.stock.some(
    (level) => level.alert_threshold !== null && Number(level.quantity) <= Number(level.alert_threshold),
  );
  return (
    <Tr>
      {ticked === undefined ? null : (
        <Td className="w-10 pe-0 align-middle max-sm:hidden">
          <Checkbox
            hideLabel
            label={t('list.select', { title: product.title })}
            checked={ticked}
            onCheckedChange={(on) => onTick(on === true)}
          />
        </Td>
      )}
      <Td>
        <Link href={`/products/${product.id}`} className="group flex min-w-0 items-center gap-3">
          <ProductThumbnail product={product} />
          <span className="min-w-0">
            <span className="line-clamp-2 font-medium text-ink group-hover:text-accent">{product.title}</span>
            <span className="flex flex-wrap gap-x-2 text-[0.8125rem] text-muted">
              {product.sku ? <span>{product.sku}</span> : null}
              {product.variant_ids.length > 0 ? (
                <span>{t('variants.count', { count: product.variant_ids.length })}</span>
              ) : null}
            </span>
          </span>
        </Link>
      </Td>
      <Td label={t('field.category')} className="text-muted max-sm:hidden">
        {path ? pathText(path) : '–'}
      </Td>
      <Td numeric label={t('field.price')}>
        <Money amount={product.price} currency={currency} />
      </Td>
      <Td numeric label={t('field.stock')}>
        <span className={cn(low && 'font-medium text-danger')}>
          <Quantity value={product.stock_quantity} />
          {low ? <span className="sr-only"> {t('filter.stock_low')}</span> : null}
        </span>
      </Td>
      <Td label={t('field.status')} className={cn(ordinary && 'max-sm:hidden')}>
        <StatusBadge
          tone={product.deleted_at ? 'warning' : product.status === 'active' ? 'success' : 'neutral'}
        >
          {t(`status.${product.deleted_at ? 'archived' : product.status}`)}
        </StatusBadge>
      </Td>
      <Td label={t('sync.title')} className={cn(!state && 'max-sm:hidden')}>
        {state ? <SyncStateBadge state={state} /> : <span className="text-muted">–</span>}
      </Td>
    </Tr>
  );
}
