import { z } from 'zod';
import type { productImages, products } from '@/db/schema/catalogue';
import type { links } from '@/db/schema/links';
import type { RemoteTemplate } from '@/lib/odoo/records';
import type { Canonical } from '../../core/canonical';
import type { Decisions } from '../../history/load-decisions';

export type ProductRow = typeof products.$inferSelect;
export type PictureRow = typeof productImages.$inferSelect;
export type Link = typeof links.$inferSelect;

export const TEMPLATE = 'product.template';
export const PRODUCT = 'product.product';

/** A product here with its variants (archived ones too) and their pictures. */
export interface FamilyHere {
  readonly head: ProductRow;
  readonly variants: readonly ProductRow[];
  /** By product id, in order. */
  readonly pictures: ReadonlyMap<string, readonly PictureRow[]>;
}

/**
 * Local ids of variants whose combination was changed here while Odoo still has the old one. A product.product keeps
 * its combination for life (FACTS.md A, Variants), so the variant moves to another one and leaves the old one archived.
 */
export interface Recombined {
  readonly moving: ReadonlySet<string>;
  /** They stay where they are in Odoo, on sale, until they may move. */
  readonly pinned: ReadonlyMap<string, Pin>;
}

/** Why: goods lie under the old combination and would be left behind, or Odoo's product cannot have the new one. */
export interface Pin {
  readonly code: 'variant_has_stock' | 'combination_incomplete' | 'attribute_beyond_sisters';
  readonly attribute?: string;
}

/** A question about who a variant is in Odoo. No answer: it is still open; no id: none of those there are. */
export interface Identity {
  readonly answer: { readonly odooId: number | null } | null;
}

/** Nobody's combination was changed. */
export const NOBODY: Recombined = { moving: new Set(), pinned: new Map() };

/** No variant of it is another product's in Odoo. */
export const NONE_MOVED: ReadonlySet<string> = new Set();

/**
 * What is reconciled at once: a product with its variants on both sides, and what ties them. A product is one template
 * in Odoo; without variants here it is tied twice, to the template and to its only product.product.
 */
export interface Family {
  readonly here: FamilyHere | null;
  readonly odoo: RemoteTemplate | null;
  readonly link: Link | null;
  /** We made it there, and were stopped before it was tied. */
  readonly ours: boolean;
  readonly variantLinks: readonly Link[];
  /** The only variant of a product without any here was given to another product in Odoo, and its codes with it. */
  readonly codesLeft: boolean;
  /** Variants here whose record another product has in Odoo, where nothing here may follow it: by local id. */
  readonly movedAway: ReadonlySet<string>;
  /** Version of the outbox row that this batch answers; null when there was none. */
  readonly mark: number | null;
  /** What persons decided about open conflicts, by local id and field. */
  readonly decisions: Decisions;
  /** What was asked about variants of this family, and answered, by local id. */
  readonly identities: ReadonlyMap<string, Identity>;
  /** Variants given another combination here. */
  readonly recombined: Recombined;
  /** The product came from another Odoo, and this integration sends none of those unasked (`export_scope: "own"`). */
  readonly foreign: boolean;
  /** Variants in Odoo that a person keeps out. */
  readonly leftOut: ReadonlySet<number>;
}

const json = z.record(z.string(), z.json());

/** What both sides last agreed on; null before they first met. */
export function baseOf(link: Link | null): Canonical | null {
  return link?.base ? json.parse(link.base) : null;
}
