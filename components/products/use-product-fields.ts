'use client';

import { useRouter } from 'next/navigation';
import { useLocale } from 'next-intl';
import { callApi } from '@/components/api/call-api';
import { type ProductView, productView } from '@/lib/catalogue/products/schema';
import { fromTyped, toTyped } from './decimal-text';

type TextField = 'title' | 'description' | 'sku' | 'ean' | 'status' | 'category_id';
type DecimalField = 'price' | 'cost_price' | 'weight' | 'length' | 'width' | 'height' | 'volume';

/** For each field of a product: its value as shown in a control, and how to save what is typed. */
export function useProductFields(product: ProductView) {
  const router = useRouter();
  const locale = useLocale();
  const patch = async (body: Record<string, string | null>) => {
    const changed = await callApi(`/products/${product.id}`, productView, { method: 'PATCH', body });
    router.refresh();
    return changed;
  };
  return {
    text: (path: TextField) => ({
      path,
      value: product[path] ?? '',
      save: async (typed: string) => {
        const body = { [path]: path === 'category_id' && typed === '' ? null : typed };
        return (await patch(body))[path] ?? '';
      },
    }),
    decimal: (path: DecimalField) => ({
      path,
      numeric: true,
      value: toTyped(locale, product[path]),
      save: async (typed: string) =>
        toTyped(locale, (await patch({ [path]: fromTyped(locale, typed) }))[path]),
    }),
  };
}
