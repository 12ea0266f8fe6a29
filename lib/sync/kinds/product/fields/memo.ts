import { z } from 'zod';
import type { Json } from '../../../core/canonical';
import { priceMemo } from '../../../prices/price-memo';
import { unseenMark } from '../../unseen';

/** What Odoo made of what we sent: while Odoo still has `odoo`, it means what we call `here`. */
const alias = z.object({
  here: z.json(),
  odoo: z.json(),
  /** Of a number: how many decimals Odoo kept then; null, as many as it was sent. */
  digits: z.number().nullable().optional(),
});

const word = z.object({ name: z.string(), value: z.string(), ptav: z.number().nullable() });

/** An attribute of a variant here, as it was when both sides last agreed, and the value in Odoo that it stands for. */
export type Word = z.infer<typeof word>;

/** Kept in `links.memo` of products and variants. */
export const productMemo = z.object({
  /** Raw price and the price it stands for (H8: a price never drifts). */
  price: priceMemo.optional(),
  /** The list price sent with the creation, before the product's taxes were known, and the price it was to make. */
  guess: z.object({ list_price: z.string(), price: z.string() }).optional(),
  /**
   * Noted before a list price is written to an Odoo that then computes variants' own prices anew: the list price being
   * written, and what the variant is to be sold at. Taken off once its own price is written again.
   */
  held: z.object({ list_price: z.string(), own_price: z.string() }).optional(),
  /** By field: values that Odoo rounded, trimmed or re-encoded. */
  aliases: z.record(z.string(), alias).optional(),
  /** Odoo's fingerprint of a picture → SHA-1 of ours; a fingerprint is a checksum, or a size where it does not tell. */
  pictures: z.record(z.string(), z.string()).optional(),
  /**
   * Active variants before attribute lines were extended: what Odoo adds beyond ours, and what it wakes (a change of
   * lines wakes archived combinations), is archived again.
   */
  extending: z.array(z.number()).optional(),
  /** What was sent is not shown yet by what answers for Odoo: the date of the state that it still shows, and how long. */
  unseen: unseenMark.optional(),
  /** Of a variant: its attributes by Odoo's ids, which outlive every name. */
  combination: z.array(word).optional(),
  /** Of a variant: another Odoo's words for its combination, taken here since. It is the same combination. */
  renamed: z.record(z.string(), z.string()).optional(),
});
export interface ProductMemo extends Omit<z.infer<typeof productMemo>, 'aliases'> {
  aliases?: Record<string, { here: Json; odoo: Json; digits?: number | null | undefined }> | undefined;
}

/** A memo this version does not understand is an empty one: at worst a value is compared anew. */
export function readMemo(memo: Readonly<Record<string, unknown>> | undefined): ProductMemo {
  return productMemo.safeParse(memo ?? {}).data ?? {};
}
