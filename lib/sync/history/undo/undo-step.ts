import type { RecordKind, runChanges } from '@/db/schema/runs';
import type { FieldChanges } from '../../core/diff';

/** Why a change stays as it is. */
export type UndoObstacle =
  /** The value is no longer what the run made of it. */
  | 'changed_since'
  /** We never take records out of Odoo; archive it there if it is not wanted. */
  | 'created_in_odoo'
  /** Stock, orders and warehouses follow what happened to goods; they have no way back. */
  | 'not_an_edit'
  /** The record, or the picture, is no longer here. */
  | 'gone'
  /** Today's catalogue does not allow it, e.g. a category in use. */
  | 'refused';

/** The inverse of one recorded change, as an ordinary edit here; runs carry it to Odoo like any other edit. */
export interface UndoStep {
  /** The recorded changes that it takes back. */
  readonly changeIds: readonly number[];
  readonly kind: RecordKind;
  readonly localId: string | null;
  readonly label: string;
  readonly action: 'update' | 'delete' | 'restore';
  /** `before` is today's value, `after` the one it had before the run. */
  readonly fields: FieldChanges;
  /** The tie to Odoo goes as well: what a run brought here goes here alone. */
  readonly untied?: boolean;
  readonly reason?: UndoObstacle;
}

/** A change as the run recorded it. */
export type RecordedChange = typeof runChanges.$inferSelect;

export interface UndoPlan {
  readonly steps: UndoStep[];
  readonly skipped: UndoStep[];
}

/** Kinds whose changes are edits of the catalogue. */
export type EditKind = 'product' | 'variant' | 'category';

export function isEdit(kind: RecordKind): kind is EditKind {
  return kind === 'product' || kind === 'variant' || kind === 'category';
}
