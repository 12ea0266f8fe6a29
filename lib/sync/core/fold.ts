import type { Canonical, Json } from './canonical';
import type { Reconciled } from './reconcile';

/**
 * The base after what really happened: fields whose writing failed, on either side, keep the base they had, so that
 * the next run sees the same change again and nothing is lost.
 */
export function fold(
  before: Canonical | null,
  result: Reconciled,
  carriedOut: { readonly here: boolean; readonly odoo: boolean },
): Canonical {
  const base: Record<string, Json> = { ...result.base };
  const undone = [
    ...(carriedOut.here ? [] : Object.keys(result.toHere)),
    ...(carriedOut.odoo ? [] : Object.keys(result.toOdoo)),
  ];
  for (const field of undone) {
    const old = before?.[field];
    if (old === undefined) delete base[field];
    else base[field] = old;
  }
  return base;
}
