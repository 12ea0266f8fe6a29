import type { RemoteVariant } from '@/lib/odoo/records';
import type { Link, ProductRow } from '../family';

/** One product.product and what it is here. */
export interface Member {
  /** The row here; null: it has to be made. */
  readonly row: ProductRow | null;
  /** For a row to be made of a product that had no variants: the product itself, whose codes it takes over. */
  readonly seed: ProductRow | null;
  /** The record in Odoo; null: it has to be made. */
  readonly variant: RemoteVariant | null;
  readonly link: Link | null;
}

/** A variant here that may be any of these in Odoo, or none: a person says which. */
export interface VariantQuestion {
  readonly row: ProductRow;
  readonly candidates: readonly RemoteVariant[];
}
