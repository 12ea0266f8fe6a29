import type { KindCounts, RecordKind } from '@/db/schema/runs';

export type KindTallies = Partial<Record<RecordKind, KindCounts>>;

const ZERO: KindCounts = {
  seen: 0,
  created_here: 0,
  updated_here: 0,
  deleted_here: 0,
  created_in_odoo: 0,
  updated_in_odoo: 0,
  archived_in_odoo: 0,
  unchanged: 0,
  failed: 0,
  conflicts: 0,
};

/** Adds to one figure of a kind; a kind not counted yet starts at nothing. */
export function countIn(tallies: KindTallies, kind: RecordKind, figure: keyof KindCounts, by = 1): void {
  const of = tallies[kind] ?? { ...ZERO };
  of[figure] += by;
  tallies[kind] = of;
}
