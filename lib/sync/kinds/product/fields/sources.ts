import type { RemoteTemplate, RemoteVariant } from '@/lib/odoo/records';
import type { FamilyHere, ProductRow } from '../family';
import type { Surroundings } from '../surroundings';
import type { ProductMemo } from './memo';

/** What a field of a product is read from in Odoo. */
export interface TemplateSource {
  readonly template: RemoteTemplate;
  readonly memo: ProductMemo;
  readonly simple: boolean;
  readonly around: Surroundings;
}

export interface VariantSource extends TemplateSource {
  readonly variant: RemoteVariant;
  /** Of its product. */
  readonly headMemo: ProductMemo;
}

export interface HereSource {
  readonly row: ProductRow;
  readonly family: FamilyHere;
}
