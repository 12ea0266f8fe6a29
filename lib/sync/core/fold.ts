import type { Canonical, Json } from './canonical';
import type { Reconciled } from './reconcile';

/**
 * The base after what really happened: fields whose writing failed, on either side, keep the base they had, so that
 * the next run sees the same change again and nothing is lost.
 */
export function fold(
  before: Canonical | null,
  result: Reconciled,
  carriedOut: { readonly here: (field: string) => boolean; readonly odoo: (field: string) => boolean },
): Canonical {
  const base: Record<string, Json> = { ...result.base };
  const undone = [
    ...Object.keys(result.toHere).filter((field) => !carriedOut.here(field)),
    ...Object.keys(result.toOdoo).filter((field) => !carriedOut.odoo(field)),
  ];
  for (const field of undone) {
    const old = before?.[field];
    if (old === undefined) delete base[field];
    else base[field] = old;
  }
  return base;
}

/** For `fold`: all of it, or nothing of it. */
export const all = () => true;
export const nothing = () => false;
