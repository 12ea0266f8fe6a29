'use server';

import { redirect } from 'next/navigation';
import { getLocale } from 'next-intl/server';
import { fromTyped } from '@/components/products/decimal-text';
import type { NewProductState } from '@/components/products/new-product-form';
import { actionContext } from '@/lib/auth/page';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { newProduct } from '@/lib/catalogue/products/schema';
import { AppError } from '@/lib/errors';
import { validate } from '@/lib/http/validate';
import { pickLocale } from '@/lib/i18n/locale';
import { explain, explainField } from '@/lib/i18n/translate';

const DECIMALS = new Set(['price', 'cost_price']);

/** Makes a product of the form and opens its page; what is wrong comes back beside what was typed. */
export async function createProductAction(
  _before: NewProductState,
  form: FormData,
): Promise<NewProductState> {
  const typed = Object.fromEntries(
    [...form].flatMap(([name, value]) =>
      typeof value === 'string' && !name.startsWith('$') ? [[name, value]] : [],
    ),
  );
  const locale = pickLocale(await getLocale(), null);
  let id: string;
  try {
    const ctx = await actionContext();
    const input = Object.fromEntries(
      Object.entries(typed).map(([name, value]) => [
        name,
        DECIMALS.has(name) ? fromTyped(locale, value) : name === 'category_id' && value === '' ? null : value,
      ]),
    );
    ({ id } = await createProduct(ctx, validate(newProduct, input, locale)));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const fields = (error.options.fields ?? []).map(({ path, message }) => [
      path,
      explainField(locale, message),
    ]);
    return { typed, problem: explain(locale, error), fields: Object.fromEntries(fields) };
  }
  redirect(`/products/${id}`);
}
