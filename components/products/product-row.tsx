import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Money, Quantity } from '@/components/ui/amount';
import { StatusBadge } from '@/components/ui/badge';
import { cn } from '@/components/ui/cn';
import { Td, Tr } from '@/components/ui/table';
import { Tick } from '@/components/ui/tick';
import type { ListedProduct } from './listed-product';
import { ProductThumbnail } from './product-thumbnail';
import { SyncStateBadge } from './sync-state-badge';

const TONES = { active: 'success', draft: 'neutral', archived: 'warning' } as const;

/** One product in the list. */
export function ProductRow({
  product,
  currency,
  ticked,
  onTick,
}: {
  product: ListedProduct;
  currency: string;
  /** Undefined for readers who may not change anything. */
  ticked: boolean | undefined;
  onTick: (on: boolean) => void;
}) {
  const t = useTranslations('catalogue');
  return (
    <Tr>
      {ticked === undefined ? null : (
        <Td tick className="w-10 pe-0">
          <Tick label={t('list.select', { title: product.title })} checked={ticked} onTick={onTick} />
        </Td>
      )}
      <Td>
        <Link href={`/products/${product.id}`} className="goods">
          <ProductThumbnail url={product.image} />
          <span className="min-w-0">
            <span className="goods-name">{product.title}</span>
            <span className="goods-detail">
              {product.sku ? <span>{product.sku}</span> : null}
              {product.variants > 0 ? <span>{t('variants.count', { count: product.variants })}</span> : null}
            </span>
          </span>
        </Link>
      </Td>
      <Td label={t('field.category')} className="text-muted max-sm:hidden max-lg:hidden">
        {product.category ?? '–'}
      </Td>
      <Td numeric label={t('field.price')}>
        <Money bare amount={product.price} currency={currency} />
      </Td>
      <Td numeric label={t('field.stock')}>
        {product.low ? (
          <span className="font-medium text-danger">
            <Quantity value={product.stock} />
            <span className="sr-only"> {t('filter.stock_low')}</span>
          </span>
        ) : (
          <Quantity bare value={product.stock} />
        )}
      </Td>
      <Td label={t('field.status')} className={cn(product.status === 'active' && 'max-sm:hidden')}>
        <StatusBadge tone={TONES[product.status]}>{t(`status.${product.status}`)}</StatusBadge>
      </Td>
      <Td
        label={t('sync.title')}
        className={cn((!product.sync || product.sync === 'synced') && 'max-sm:hidden')}
      >
        {product.sync ? <SyncStateBadge state={product.sync} /> : <span className="text-muted">–</span>}
      </Td>
    </Tr>
  );
}
