import type { ProductField } from '@/db/schema/integrations';
import { combinationKey } from '@/lib/catalogue/products/rules';
import { normaliseLine, normaliseText } from '@/lib/catalogue/text';
import type { OdooSession } from '@/lib/odoo/session';
import type { Json } from '../../../core/canonical';
import { isListBehind } from '../../../core/lists';
import type { FieldRule } from '../../../core/rules';
import { parentHere } from '../../category/tree';
import { keptLine, SIZE, VOLUME } from '../../unreadable-value';
import { picturesHere, picturesOdoo } from './pictures';
import { priceOdoo, variantPriceHere, variantPriceOdoo } from './price';
import type { HereSource, TemplateSource, VariantSource } from './sources';
import { asAttributes, canonicalCode, canonicalDecimal } from './values';

/** One line of the table: how a field is said on each side. `undefined`: that side cannot say it now. */
export interface ProductFieldRow<Odoo> {
  readonly key: string;
  readonly selectedBy: ProductField | null;
  /** Present only where the server has the field. */
  readonly where?: (odoo: OdooSession) => boolean;
  readonly equal?: FieldRule['equal'];
  readonly isBehind?: FieldRule['isBehind'];
  readonly empty: Json;
  readonly here: (source: HereSource) => Json | undefined;
  readonly odoo: (source: Odoo) => Json | undefined;
}

const hasDimensions = (odoo: OdooSession) => odoo.capabilities.hasDimensions;

/** product ↔ product.template. */
export const PRODUCT_FIELDS: readonly ProductFieldRow<TemplateSource>[] = [
  {
    key: 'title',
    selectedBy: null,
    empty: '',
    here: ({ row }) => normaliseLine(row.title),
    odoo: ({ template }) => keptLine(normaliseLine(template.name)),
  },
  {
    key: 'description',
    selectedBy: 'description',
    empty: '',
    here: ({ row }) => normaliseText(row.description),
    odoo: ({ template }) => normaliseText(template.description),
  },
  {
    key: 'price',
    selectedBy: 'price',
    empty: null,
    here: ({ row }) => canonicalDecimal(row.price),
    odoo: priceOdoo,
  },
  {
    key: 'category',
    selectedBy: 'category',
    empty: null,
    here: ({ row }) => row.categoryId,
    odoo: ({ template, around }) => parentHere(template.categoryId, around.trees),
  },
  {
    key: 'image',
    selectedBy: 'images',
    empty: null,
    here: (source) => picturesHere(source)[0] ?? null,
    odoo: ({ template, memo }) => picturesOdoo(template, memo)[0] ?? null,
  },
  {
    key: 'extra_images',
    selectedBy: 'images',
    where: (odoo) => odoo.capabilities.hasProductImage,
    isBehind: isListBehind,
    empty: [],
    here: (source) => picturesHere(source).slice(1),
    odoo: ({ template, memo }) => picturesOdoo(template, memo).slice(1),
  },
  ...(['length', 'width', 'height'] as const).map(
    (key): ProductFieldRow<TemplateSource> => ({
      key,
      selectedBy: 'dimensions',
      where: hasDimensions,
      empty: null,
      here: ({ row }) => canonicalDecimal(row[key], SIZE),
      odoo: ({ template }) => canonicalDecimal(template[key], SIZE),
    }),
  ),
  {
    key: 'active',
    selectedBy: null,
    empty: true,
    here: ({ row }) => row.deletedAt === null,
    odoo: isAlive,
  },
];

/** Where Odoo makes no variant before one is asked for, the template itself has the code, and nothing else of a variant. */
export const CODE_OF_TEMPLATE: ProductFieldRow<TemplateSource> = {
  key: 'sku',
  selectedBy: 'sku',
  empty: null,
  here: ({ row }) => canonicalCode(row.sku),
  odoo: ({ template }) => keptCode(template.ownCode),
};

function keptCode(code: string | null): string | null {
  return canonicalCode(code === null ? null : keptLine(code));
}

/** A product without variants whose only product.product is archived is not sold any more, template or not. */
function isAlive({ template, simple }: TemplateSource): boolean {
  const asleep = template.variants.length > 0 && template.variants.every((variant) => !variant.active);
  return template.active && !(simple && asleep);
}

/** variant (or a product without variants) ↔ product.product. */
export const VARIANT_FIELDS: readonly ProductFieldRow<VariantSource>[] = [
  {
    key: 'sku',
    selectedBy: 'sku',
    empty: null,
    here: ({ row }) => canonicalCode(row.sku),
    odoo: ({ variant }) => keptCode(variant.sku),
  },
  {
    key: 'ean',
    selectedBy: 'ean',
    empty: null,
    here: ({ row }) => canonicalCode(row.ean),
    odoo: ({ variant }) => keptCode(variant.ean),
  },
  {
    key: 'cost_price',
    selectedBy: 'cost_price',
    empty: null,
    here: ({ row }) => canonicalDecimal(row.costPrice),
    odoo: ({ variant }) => canonicalDecimal(variant.costPrice),
  },
  {
    key: 'weight',
    selectedBy: 'dimensions',
    empty: null,
    here: ({ row }) => canonicalDecimal(row.weight, SIZE),
    odoo: ({ variant }) => canonicalDecimal(variant.weight, SIZE),
  },
  {
    key: 'volume',
    selectedBy: 'dimensions',
    empty: null,
    here: ({ row }) => canonicalDecimal(row.volume, VOLUME),
    odoo: ({ variant }) => canonicalDecimal(variant.volume, VOLUME),
  },
  {
    key: 'attributes',
    selectedBy: 'attributes',
    empty: {},
    equal: (a, b) => combinationKey(asAttributes(a)) === combinationKey(asAttributes(b)),
    here: ({ row }) => row.attributes,
    odoo: ({ variant }) => variant.attributes,
  },
  {
    key: 'price',
    selectedBy: 'price',
    empty: null,
    here: variantPriceHere,
    odoo: variantPriceOdoo,
  },
  {
    key: 'image',
    selectedBy: 'images',
    empty: null,
    here: ({ row, family }) =>
      row.id === family.head.id ? undefined : (family.pictures.get(row.id)?.[0]?.sha1 ?? null),
    odoo: ({ variant, simple, memo }) =>
      simple
        ? undefined
        : variant.ownImage
          ? (picturesOdoo({ image: variant.ownImage, extraImages: [] }, memo)[0] ?? null)
          : null,
  },
  {
    key: 'active',
    selectedBy: null,
    empty: true,
    here: ({ row, family }) =>
      row.id === family.head.id || family.head.deletedAt !== null ? undefined : row.deletedAt === null,
    odoo: ({ variant, template, simple }) => (simple || !template.active ? undefined : variant.active),
  },
];
