import { type Canonical, type Json, sameJson } from './canonical';

export type FieldChanges = Readonly<Record<string, { before: Json; after: Json }>>;

/** What taking `values` would change of `record`, field by field. */
export function diff(record: Canonical, values: Canonical): FieldChanges {
  const changes: Record<string, { before: Json; after: Json }> = {};
  for (const [field, after] of Object.entries(values)) {
    const before = record[field] ?? null;
    if (!sameJson(before, after)) changes[field] = { before, after };
  }
  return changes;
}

/** The record with `values` taken. */
export function apply(record: Canonical, values: Canonical): Canonical {
  return { ...record, ...values };
}

/**
 * The inverse of recorded changes, without the fields that changed again since (`now` is no longer what they became).
 */
export function inverse(changes: FieldChanges, now: Canonical): { back: Canonical; skipped: string[] } {
  const back: Record<string, Json> = {};
  const skipped: string[] = [];
  for (const [field, { before, after }] of Object.entries(changes)) {
    if (sameJson(now[field], after)) back[field] = before;
    else skipped.push(field);
  }
  return { back, skipped };
}
