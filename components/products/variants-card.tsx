'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Quantity } from '@/components/ui/amount';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Table, Tbody, Td, Th, Thead, Tr } from '@/components/ui/table';
import type { ProductView } from '@/lib/catalogue/products/schema';
import { AddVariants } from './add-variants';
import { InlineText } from './inline-field';
import { ProductThumbnail } from './product-thumbnail';
import { useProductFields } from './use-product-fields';

/** The variants of a product in a table, each edited in its row, and a way to add more. */
export function VariantsCard({
  parent,
  variants,
  readOnly,
}: {
  parent: ProductView;
  variants: readonly ProductView[];
  readOnly: boolean;
}) {
  const t = useTranslations('catalogue');
  return (
    <Card>
      <CardHeader
        title={t('variants.title')}
        description={
          variants.length > 0 ? t('variants.count', { count: variants.length }) : t('variants.none')
        }
        actions={readOnly ? null : <AddVariants parent={parent} variants={variants} />}
      />
      {variants.length > 0 ? (
        <Table caption={t('variants.title')} stack>
          <Thead>
            <tr>
              <Th>{t('variants.combination')}</Th>
              <Th className="px-1">{t('short.sku')}</Th>
              <Th className="px-1">{t('short.ean')}</Th>
              <Th numeric className="px-1">
                {t('short.price')}
              </Th>
              <Th numeric>{t('field.stock')}</Th>
            </tr>
          </Thead>
          <Tbody>
            {variants.map((variant) => (
              <VariantRow key={variant.id} variant={variant} readOnly={readOnly} />
            ))}
          </Tbody>
        </Table>
      ) : (
        <CardBody className="pb-1" />
      )}
    </Card>
  );
}

function VariantRow({ variant, readOnly }: { variant: ProductView; readOnly: boolean }) {
  const t = useTranslations('catalogue');
  const { text, decimal } = useProductFields(variant);
  const combination = Object.values(variant.attributes).join(' · ');
  const of = (field: string) => t('variants.field_of', { field, combination });
  return (
    <Tr>
      <Td>
        <Link
          href={`/products/${variant.id}`}
          className="flex items-center gap-3 font-medium hover:text-accent"
        >
          {variant.images[0] ? <ProductThumbnail url={variant.images[0].url} /> : null}
          <span>{combination}</span>
        </Link>
      </Td>
      <Td label={t('short.sku')} className="sm:px-1">
        <InlineText
          bare
          label={of(t('field.sku'))}
          {...text('sku')}
          readOnly={readOnly}
          className="sm:w-36"
        />
      </Td>
      <Td label={t('short.ean')} className="sm:px-1">
        <InlineText
          bare
          label={of(t('field.ean'))}
          {...text('ean')}
          readOnly={readOnly}
          className="sm:w-32"
        />
      </Td>
      <Td numeric label={t('short.price')} className="sm:px-1">
        <InlineText
          bare
          label={of(t('field.price'))}
          {...decimal('price')}
          readOnly={readOnly}
          className="ms-auto w-28 sm:w-20"
        />
      </Td>
      <Td numeric label={t('field.stock')}>
        <Quantity value={variant.stock_quantity} />
      </Td>
    </Tr>
  );
}
