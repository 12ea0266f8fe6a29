/** What a field may hold: plain JSON, so that a base can be stored and compared. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A record as both sides say it: the same keys and the same spelling of values, wherever it comes from. */
export type Canonical = Readonly<Record<string, Json>>;

/** Equal as JSON: order counts in lists, not among keys. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) return sameList(a, b);
  const left = Object.entries(a);
  const right = new Map(Object.entries(b));
  return left.length === right.size && left.every(([key, value]) => sameJson(value, right.get(key)));
}

function sameList(a: object, b: object): boolean {
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  return a.every((value, index) => sameJson(value, b[index]));
}

/** Nothing typed yet: what the other side has may be taken without asking. */
export function isEmpty(value: Json): boolean {
  if (value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
