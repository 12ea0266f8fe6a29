import type { ProductKind, VatRate } from '../plan';
import type { Colour } from './colours';

/** A family of products that differ by their model name: one line of the shop's buying plan. */
export interface Family {
  /** Prefix of every SKU of the family. */
  code: string;
  category: string;
  /** What stands before the model's name: `Suspension` → `Suspension Aubépine`. */
  noun: string;
  models: readonly string[];
  /** Sentences of the description; `{m}` is the model's name. */
  pitch: readonly string[];
  details: readonly string[];
  /** Tax-included price range; prices end in the shop's way (…,00 or …,90). */
  price: readonly [number, number];
  ending?: number;
  /** Cost as a part of the price without tax. */
  costShare: number;
  weight: readonly [number, number];
  vat?: VatRate;
  kind?: ProductKind;
  colours?: readonly Colour[];
  /** Sizes with the extra each costs. */
  sizes?: readonly (readonly [name: string, extra: number])[];
  shape: string;
  /** Used for the picture when there are no colours. */
  tint: Colour;
  tracking?: 'lot';
  /** Months (1 to 12) in which it sells above the average. */
  season?: readonly number[];
}
