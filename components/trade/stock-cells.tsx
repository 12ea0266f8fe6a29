'use client';

import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { callApi } from '@/components/api/call-api';
import { fromTyped, toTyped } from '@/components/products/decimal-text';
import { InlineText } from '@/components/products/inline-field';
import { productView } from '@/lib/catalogue/products/schema';

interface LevelProps {
  productId: string;
  product: string;
  warehouse: { id: string; name: string };
  quantity: string;
  threshold: string | null;
  /** Viewers look; counts of lot- and serial-tracked goods are kept in Odoo. */
  mayCount: boolean;
  mayEdit: boolean;
}

/** One product in one warehouse: its count and its alert threshold, both edited in place. */
export function StockCells({
  productId,
  product,
  warehouse,
  quantity,
  threshold,
  mayCount,
  mayEdit,
}: LevelProps) {
  const t = useTranslations('trade.stock');
  const locale = useLocale();
  const router = useRouter();
  const put = async (body: Record<string, string | null>) => {
    const changed = await callApi(`/products/${productId}/stock`, productView, {
      method: 'PUT',
      body: { warehouse_id: warehouse.id, ...body },
    });
    router.refresh();
    return changed.stock.find((level) => level.warehouse_id === warehouse.id);
  };
  const names = { product, warehouse: warehouse.name };
  return (
    <div className="ms-auto flex items-center justify-end gap-2">
      <InlineText
        bare
        numeric
        readOnly={!mayEdit || !mayCount}
        className="w-20"
        label={t('quantity_in', names)}
        path="quantity"
        value={toTyped(locale, quantity)}
        save={async (typed, seen) => {
          const wanted = fromTyped(locale, typed) ?? '0';
          const saved = await put({
            quantity: wanted,
            expected_quantity: fromTyped(locale, seen) ?? '0',
          });
          if (saved && Number(saved.quantity) !== Number(wanted)) {
            toast.info(t('merged', { quantity: toTyped(locale, saved.quantity) }));
          }
          return toTyped(locale, saved?.quantity ?? wanted);
        }}
      />
      <span aria-hidden className="text-faint">
        /
      </span>
      <InlineText
        bare
        numeric
        readOnly={!mayEdit}
        className="w-20"
        label={t('threshold_in', names)}
        placeholder={mayEdit ? t('threshold_short') : undefined}
        path="alert_threshold"
        value={toTyped(locale, threshold)}
        save={async (typed) => {
          const saved = await put({ alert_threshold: fromTyped(locale, typed) });
          return toTyped(locale, saved?.alert_threshold ?? null);
        }}
      />
    </div>
  );
}
