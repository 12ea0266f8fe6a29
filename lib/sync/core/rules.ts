import type { Json } from './canonical';

export type Side = 'here' | 'odoo';
export type Direction = 'both' | 'to_here' | 'to_odoo' | 'none';
export type Policy = 'newest' | 'odoo' | 'products_manager' | 'manual';

export interface FieldRule {
  readonly direction: Direction;
  /**
   * The value here came from another Odoo: what was never agreed upon is a person's to settle, whatever direction and
   * policy, and even an empty value in Odoo is one; only what is empty here is taken.
   */
  readonly apart?: boolean;
  /** Same meaning though spelt differently; plain JSON equality when not given. */
  readonly equal?: (a: Json, b: Json) => boolean;
  /**
   * For numbers that count things: `here + odoo − base`, so that a sale here and a receipt there both count.
   * Not given, or undefined answered because no side could hold the sum: the field holds one value, and two different
   * changes are a conflict.
   */
  readonly merge?: (base: Json, here: Json, odoo: Json) => Json | undefined;
  /**
   * For lists: whether `part` lies on the way from `base` (null: they never agreed) to `whole`, being some of the
   * additions and removals that `whole` is. Such a side is behind, and nothing of it is lost in the other.
   */
  readonly isBehind?: (base: Json, part: Json, whole: Json) => boolean;
}

/** What a person decided about one conflict, and the two values they saw when they did. */
export interface Decision {
  readonly choice: 'odoo' | 'products_manager' | 'value';
  readonly value?: Json;
  readonly sawHere: Json;
  readonly sawOdoo: Json;
}

export interface Rules {
  /** Only these fields exist for the merge: whatever else a record has is never touched. */
  readonly fields: Readonly<Record<string, FieldRule>>;
  readonly policy: Policy;
  /** Which side was edited last, told by the caller; needed by the policy `newest` only. */
  readonly newer?: Side;
  readonly decisions?: Readonly<Record<string, Decision>>;
  /** The field that says whether the record is alive (`true`) or archived; a change of anything else brings it back. */
  readonly alive?: string;
}
