import { readEditors } from '@/lib/odoo/intentions/read-editors';
import type { FieldConflict } from '../core/reconcile';
import type { ReportedConflict, Subject } from '../history/batch-report';
import { editorKey } from '../history/save-conflict';
import type { RunContext } from '../kinds/kind';
import { inEngineTransaction } from './engine-transaction';

export interface FoundConflict {
  readonly subject: Subject;
  readonly conflict: FieldConflict & Pick<ReportedConflict, 'changedAt' | 'odooChangedBy'>;
  /** What Odoo is about to be sent, by field. */
  readonly toOdoo: Readonly<Record<string, unknown>>;
}

/**
 * A value of Odoo that is about to be overwritten is on record first, as an open conflict: if this run dies between its
 * write and its commit, the next one sees two sides that agree, and nobody would know what a person had typed there.
 * The batch's report then settles it. Costs nothing without conflicts.
 */
export async function noteConflicts(run: RunContext, found: readonly FoundConflict[]): Promise<void> {
  await askEditors(run, found);
  if (!run.mayWriteOdoo) return;
  const endangered = found.filter(
    ({ conflict, toOdoo }) => !conflict.decided && toOdoo[conflict.field] !== undefined,
  );
  if (endangered.length === 0) return;
  const { conflict_policy: policy } = run.integration.syncConfig;
  const report = run.report();
  for (const { subject, conflict } of endangered)
    report.conflict(subject, { ...conflict, choice: null, policy, provisional: true });
  await inEngineTransaction(run, (tx) => report.save(tx));
}

/** Who typed in Odoo what a person here typed over, or the other way round: their names stand beside both values. */
export async function askEditors(
  run: RunContext,
  found: readonly Pick<FoundConflict, 'subject' | 'conflict'>[],
): Promise<void> {
  const byModel = Map.groupBy(
    // Who counted goods last is not told by the product: their kind finds it out itself.
    found.filter(({ subject, conflict }) => subject.kind !== 'stock' && !conflict.decided),
    ({ subject }) => subject.odooModel,
  );
  for (const [odooModel, conflicts] of byModel) {
    const ids = [...new Set(conflicts.flatMap(({ subject }) => subject.odooId ?? []))];
    if (odooModel === null || ids.length === 0) continue;
    const names = await readEditors(run.odoo, odooModel, ids);
    for (const [odooId, name] of names) run.editors.set(editorKey({ odooModel, odooId }), name);
  }
}
