import type { FieldConflict } from '../core/reconcile';
import type { ChangedAt, Subject } from '../history/batch-report';
import type { RunContext } from '../kinds/kind';
import { inEngineTransaction } from './engine-transaction';

export interface FoundConflict {
  readonly subject: Subject;
  readonly conflict: FieldConflict & { readonly changedAt?: ChangedAt };
  /** What Odoo is about to be sent, by field. */
  readonly toOdoo: Readonly<Record<string, unknown>>;
}

/**
 * A value of Odoo that is about to be overwritten is on record first, as an open conflict: if this run dies between its
 * write and its commit, the next one sees two sides that agree, and nobody would know what a person had typed there.
 * The batch's report then settles it. Costs nothing without conflicts.
 */
export async function noteConflicts(run: RunContext, found: readonly FoundConflict[]): Promise<void> {
  const endangered = found.filter(
    ({ conflict, toOdoo }) => !conflict.decided && toOdoo[conflict.field] !== undefined,
  );
  if (endangered.length === 0) return;
  const { conflict_policy: policy } = run.integration.syncConfig;
  const report = run.report();
  for (const { subject, conflict } of endangered)
    report.conflict(subject, { ...conflict, choice: null, policy });
  await inEngineTransaction(run, (tx) => report.save(tx));
}
