/**
 * What Odoo says, in one shape for 14 … 20. Text has LF line ends and '' for empty (codes: null for empty);
 * decimals are plain decimal strings without binary noise ("19.99", never "19.990000000000002").
 */

export interface RemoteCategory {
  id: number;
  name: string;
  parentId: number | null;
  completeName: string;
  createDate: string;
  writeDate: string;
}

/**
 * An image's fingerprint. `sha1` is that of the bytes `downloadImages` answers; null where the server does not tell
 * (14–16 to all but administrators, FACTS.md B, Images): then `hint` (Odoo's rounded size, "746.00 bytes") changes
 * with most but not all changes, and only the bytes decide.
 */
export interface RemoteImage {
  /** What to hand to `downloadImages`. */
  ref: ImageRef;
  sha1: string | null;
  size: number | null;
  contentType: string | null;
  hint: string | null;
}

export interface ImageRef {
  model: 'product.template' | 'product.product' | 'product.image';
  id: number;
  field: 'image_1920' | 'image_variant_1920';
}

export interface RemoteExtraImage extends RemoteImage {
  id: number;
  name: string;
  sequence: number;
}

/** A row of product.image that is a variant's picture (capabilities.pictureRows). */
export interface RemoteVariantPicture {
  id: number;
  sequence: number;
  /** It is shown by the variants that have one of them of each attribute. */
  ptavIds: number[];
  sha1: string | null;
}

export interface RemoteLineValue {
  ptavId: number;
  valueId: number;
  value: string;
  /** The name that tells it apart on its line: "S", "S (2)". */
  label: string;
  priceExtra: string;
  active: boolean;
}

export type CreateVariantMode = 'always' | 'dynamic' | 'no_variant';

export interface RemoteLine {
  id: number;
  attributeId: number;
  attribute: string;
  /** The name that tells it apart on its template: "Taille", "Taille (2)". */
  label: string;
  createVariant: CreateVariantMode;
  values: RemoteLineValue[];
}

export type Goods = 'stored' | 'consumable' | 'service' | 'combo';
export type Tracking = 'none' | 'lot' | 'serial';

export interface RemoteVariant {
  id: number;
  templateId: number;
  /** Never changes, as a template's. */
  createDate: string;
  writeDate: string;
  active: boolean;
  sku: string | null;
  ean: string | null;
  costPrice: string;
  /** What it is sold at, where that is stored (capabilities.ownPrices); null where it follows from list price and extras. */
  ownPrice: string | null;
  weight: string | null;
  volume: string | null;
  /** Label of the line → label of the value, of the lines that make variants (single-value lines included). */
  attributes: Record<string, string>;
  ptavIds: number[];
  /** Sold as the parts of a bill of materials: the parts are counted, the kit is not. */
  kit: boolean;
  /** `image_variant_1920`; null when the variant shows its template's image. */
  ownImage: RemoteImage | null;
}

export interface RemoteTemplate {
  id: number;
  /** Never changes: it says which record an id means (FACTS-2 D). */
  createDate: string;
  writeDate: string;
  active: boolean;
  companyId: number | null;
  name: string;
  description: string;
  /** Its own code; what counts only while it has no variant at all (dynamic attributes), the first one takes it away. */
  ownCode: string | null;
  listPrice: string;
  /** The template's own barcode, where it keeps one beside its variants' (capabilities.templateBarcodes). */
  ownEan: string | null;
  categoryId: number | null;
  /** Sale taxes of the session's company, archived ones left out. */
  taxIds: number[];
  goods: Goods;
  tracking: Tracking;
  /** Every variant is a kit. */
  kit: boolean;
  saleable: boolean;
  weight: string | null;
  volume: string | null;
  /** Only where a module gives products dimensions (capabilities.hasDimensions). */
  length?: string | null;
  width?: string | null;
  height?: string | null;
  image: RemoteImage | null;
  /** With its mirror of the main picture, where pictures are rows (capabilities.pictureRows). */
  extraImages: RemoteExtraImage[];
  /** Where pictures are rows; elsewhere none. */
  variantPictures: RemoteVariantPicture[];
  lines: RemoteLine[];
  /** Archived ones too. */
  variants: RemoteVariant[];
}

export interface RemoteAttribute {
  id: number;
  name: string;
  /** Archived (18+): only lines that have it already go on with it. */
  active: boolean;
  createVariant: CreateVariantMode;
  /** Active ones: an archived value joins no line (18+). */
  values: { id: number; name: string }[];
}

export interface RemoteTax {
  id: number;
  name: string;
  active: boolean;
  /** 'code' stands for any formula of a module's own. */
  amountType: 'percent' | 'fixed' | 'division' | 'group' | 'code';
  amount: string;
  /** Effective: own setting, else the company's (18+). */
  priceIncluded: boolean;
  includeBaseAmount: boolean;
  isBaseAffected: boolean;
  childIds: number[];
  sequence: number;
  companyId: number | null;
  typeTaxUse: string;
  writeDate: string;
}

export interface RemoteWarehouse {
  id: number;
  /** As the merchant's documentation shows it: "WH/Stock", the complete name of the stock location. */
  name: string;
  warehouseName: string;
  code: string;
  stockLocationId: number;
  viewLocationId: number;
  active: boolean;
  companyId: number;
}

/**
 * How taxes are counted together. `in_sequence` (14–17, account.tax `compute_all`) also rounds the price itself to the
 * currency before any tax; 18+ (`_get_tax_details`) only where taxes are rounded per line, and count fixed taxes
 * first. The first releases of 18 differ from its later ones and 19 (FACTS-2.md B, Taxes).
 */
export type TaxRule = 'in_sequence' | 'fixed_first' | 'fixed_first_early';

export interface RemoteCompany {
  id: number;
  name: string;
  currency: string;
  /** Smallest step of the currency: "0.01". */
  currencyRounding: string;
  taxRounding: 'round_per_line' | 'round_globally';
  taxRule: TaxRule;
  /** Default of taxes without a setting of their own (18+); null on servers without it. */
  priceIncluded: boolean | null;
  /** Decimals Odoo keeps of a sales price; null when it keeps what it is sent (19, 20). */
  priceDigits: number | null;
  /** Decimals Odoo keeps of weights and volumes, in its own units; null likewise. */
  measureDigits: { readonly weight: number | null; readonly volume: number | null };
  /** In what Odoo weighs and measures: here everything is kilograms and cubic metres. */
  weightUnit: 'kg' | 'lb';
  volumeUnit: 'm³' | 'ft³';
  /** Sale tax that Odoo gives a new product of this company; null when it gives none, or does not tell. */
  defaultSaleTaxId: number | null;
}

/** One changed row of a stream. */
export interface ChangeRow {
  id: number;
  /** UTC, whole seconds, as Odoo answers: "2026-11-23 22:10:32". */
  writeDate: string;
  /** Id of the record it belongs to (template, product, order), where the stream has one. */
  owner: number | null;
}

/** What a template may carry; absent keys are not touched, on creation they are Odoo's defaults. */
export interface TemplateUpdate {
  name: string;
  description: string;
  /** Kept by templates without a variant only. */
  ownCode: string | null;
  /** In the price mode of its taxes: this layer does not convert. */
  listPrice: string;
  /** Only where a template keeps one (capabilities.templateBarcodes). */
  ownEan: string | null;
  categoryId: number | null;
  goods: Goods;
  active: boolean;
  weight: string | null;
  volume: string | null;
  length: string | null;
  width: string | null;
  height: string | null;
}

/** Taxes are said once, at creation: a replacement would drop those of other companies (FACTS.md B, Taxes). */
export interface NewTemplate extends Partial<TemplateUpdate> {
  name: string;
  taxIds?: readonly number[];
}

/** Codes, weight and cost belong to variants: on a template of several they vanish without a word (FACTS.md A, Variants). */
export interface VariantValues {
  sku: string | null;
  ean: string | null;
  costPrice: string;
  /** Only where it is stored (capabilities.ownPrices). */
  ownPrice: string;
  weight: string | null;
  volume: string | null;
  active: boolean;
}

export interface CategoryValues {
  name: string;
  parentId: number | null;
}
