'use client';

import { useTranslations } from 'next-intl';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { isValidGtin } from '@/lib/catalogue/barcode';
import type { ProductView } from '@/lib/catalogue/products/schema';
import type { CategoryOption } from './category-option';
import { AllCategoryOptions, CategoryOptions } from './category-options';
import { ExplainPrice } from './explain/explain-price';
import { isLinked } from './explain/is-linked';
import { InlineSelect, InlineText } from './inline-field';
import { useProductFields } from './use-product-fields';

/** Title, texts, codes, prices and measures of one product, each edited where it stands. */
export function ProductDetails({
  product,
  category,
  readOnly,
  sameSku,
}: {
  product: ProductView;
  /** The one that it lies in. */
  category: CategoryOption | null;
  readOnly: boolean;
  /** How many other products have the same reference. */
  sameSku: number;
}) {
  const t = useTranslations('catalogue');
  const { text, decimal } = useProductFields(product);
  const ofParent = product.parent_id !== null;
  const hasVariants = product.variant_ids.length > 0;
  return (
    <>
      <Card>
        <CardHeader title={t('product.general')} />
        <CardBody className="grid gap-4 sm:grid-cols-2">
          {ofParent ? null : (
            <>
              <InlineText
                label={t('field.title')}
                {...text('title')}
                readOnly={readOnly}
                maxLength={500}
                className="sm:col-span-2"
              />
              <InlineText
                label={t('field.description')}
                {...text('description')}
                multiline
                readOnly={readOnly}
                className="sm:col-span-2"
              />
            </>
          )}
          {hasVariants ? null : (
            <>
              <InlineText
                label={t('field.sku')}
                {...text('sku')}
                readOnly={readOnly}
                hint={
                  sameSku > 0 ? <Warning>{t('product.same_sku', { count: sameSku })}</Warning> : undefined
                }
              />
              <InlineText
                label={t('field.ean')}
                {...text('ean')}
                readOnly={readOnly}
                hint={
                  product.ean && !isValidGtin(product.ean) ? (
                    <Warning>{t('product.not_gtin')}</Warning>
                  ) : undefined
                }
              />
            </>
          )}
          <InlineText
            label={t('field.price')}
            {...decimal('price')}
            readOnly={readOnly}
            hint={hasVariants && !readOnly ? t('product.price_of_variants') : undefined}
          />
          <InlineText label={t('field.cost_price')} {...decimal('cost_price')} readOnly={readOnly} />
          {isLinked(product) ? (
            <div className="sm:col-span-2">
              <ExplainPrice productId={product.id} />
            </div>
          ) : null}
          {ofParent ? null : (
            <>
              <InlineSelect label={t('field.category')} {...text('category_id')} readOnly={readOnly}>
                <option value="">{t('product.no_category')}</option>
                {readOnly ? (
                  <CategoryOptions categories={category ? [category] : []} />
                ) : (
                  <AllCategoryOptions chosen={category} />
                )}
              </InlineSelect>
              <InlineSelect label={t('field.status')} {...text('status')} readOnly={readOnly}>
                <option value="active">{t('status.active')}</option>
                <option value="draft">{t('status.draft')}</option>
              </InlineSelect>
            </>
          )}
        </CardBody>
      </Card>
      <Card>
        <CardHeader title={t('product.measures')} />
        <CardBody className="grid grid-cols-2 gap-4 sm:grid-cols-3">
          {(['weight', 'length', 'width', 'height', 'volume'] as const).map((field) => (
            <InlineText key={field} label={t(`field.${field}`)} {...decimal(field)} readOnly={readOnly} />
          ))}
        </CardBody>
      </Card>
    </>
  );
}

function Warning({ children }: { children: string }) {
  return <span className="text-warning">{children}</span>;
}
