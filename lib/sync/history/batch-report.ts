import type { Db } from '@/db/client';
import type { DifferenceOutlook } from '@/db/schema/differences';
import type { ConflictReason, ErrorClass, syncErrors } from '@/db/schema/inbox';
import type { ChangeAction, KindCounts, RecordKind, runChanges } from '@/db/schema/runs';
import type { FieldChanges } from '../core/diff';
import type { Policy } from '../core/rules';

/** Which record is spoken of. One of `localId` and `odooId` may be missing: it does not exist yet, or no more. */
export interface Subject {
  readonly kind: RecordKind;
  readonly localId: string | null;
  readonly odooModel: string | null;
  readonly odooId: number | null;
  /** Of stock: in which house, for what is asked or wrong about one says nothing about another. */
  readonly warehouseId?: string;
  readonly label: string;
}

export interface ReportedChange {
  readonly side: 'here' | 'odoo';
  readonly action: ChangeAction;
  readonly fields: FieldChanges;
}

/** Any OdooError fits; engine errors use the same shape. */
export interface ReportedError {
  readonly class: ErrorClass;
  readonly code: string;
  readonly message: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface ChangedAt {
  readonly here: Date | null;
  readonly odoo: Date | null;
}

export interface ReportedConflict {
  readonly field: string;
  readonly reason: ConflictReason;
  readonly base: unknown;
  readonly here: unknown;
  readonly odoo: unknown;
  /** When the record was last edited on each side, where that is known. */
  readonly changedAt?: ChangedAt;
  /** Who edited it last in Odoo, where the kind has found that out itself. */
  readonly odooChangedBy?: string | null;
  readonly candidates?: { side: 'here' | 'odoo'; id: string | number; label: string }[];
  readonly policy: Policy;
  readonly choice: 'odoo' | 'products_manager' | 'value' | null;
  readonly decided: boolean;
  /** On record before Odoo is written to; the report of the batch tells it again, settled. */
  readonly provisional?: boolean;
}

/** What happened in one batch, kept in memory until it is saved together with the batch's own writes. */
export interface BatchReport {
  count(kind: RecordKind, figure: keyof KindCounts, by?: number): void;
  change(subject: Subject, change: ReportedChange): void;
  error(subject: Subject, error: ReportedError): void;
  /** The record went well: its open errors are resolved. */
  success(subject: Subject): void;
  conflict(subject: Subject, conflict: ReportedConflict): void;
  /** In a check: what was compared of a record, and what of it is not alike. */
  compared(subject: Subject, comparison: ReportedComparison): void;
  /** What persons decided about the record has been taken into account: carried out, or overtaken by other values. */
  decided(subject: Subject): void;
  /** Writes everything in the given transaction (or, in a dry run, in one of its own). */
  save(db: Db): Promise<void>;
}

/** A record that a check has held against its counterpart, or that has none. */
export interface ReportedComparison {
  readonly values: number;
  readonly differences: readonly {
    readonly field: string;
    readonly here: unknown;
    readonly odoo: unknown;
    readonly outlook: DifferenceOutlook;
  }[];
  /** The side that has no such record, and what becomes of it there. */
  readonly missing?: { readonly side: 'here' | 'odoo'; readonly outlook: DifferenceOutlook };
}

export type ChangeRowInsert = typeof runChanges.$inferInsert;
export type ErrorRowInsert = typeof syncErrors.$inferInsert;
