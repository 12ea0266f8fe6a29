import type { Db } from '@/db/client';
import { outbox } from '@/db/schema/feeds';
import { readTemplates } from '@/lib/odoo/intentions/read-templates';
import type { RemoteTemplate } from '@/lib/odoo/records';
import { inEngineTransaction } from '../../../engine/engine-transaction';
import type { RunContext } from '../../kind';
import { type FamilyHere, TEMPLATE } from '../family';
import type { Surroundings } from '../surroundings';

/** Records that share a code, and nobody but a person can say which is which. */
export interface Question {
  readonly here: readonly string[];
  readonly odoo: readonly number[];
  readonly code: string;
}

/** Several candidates: recorded as a conflict for a person, one row for each record that waits, once a run. */
export async function askWhoIsWho(
  around: Surroundings,
  questions: readonly Question[],
  here: ReadonlyMap<string, FamilyHere>,
  newcomers: readonly RemoteTemplate[],
): Promise<void> {
  const { run, asked } = around;
  const fresh = questions.filter((question) => !asked.has(keyOf(question)));
  if (fresh.length === 0 || run.run.dryRun) return;
  for (const question of fresh) asked.add(keyOf(question));
  const report = run.report();
  const nameOf = await namesInOdoo(run, fresh, newcomers);
  for (const question of fresh) {
    const candidates = [
      ...question.here.map((id) => ({ side: 'here' as const, id, label: here.get(id)?.head.title ?? '' })),
      ...question.odoo.map((id) => ({ side: 'odoo' as const, id, label: nameOf(id) })),
    ];
    const several = question.odoo.length > 1;
    const subjects = several
      ? question.here.map((id) => ({ localId: id, odooId: null }))
      : question.odoo.map((id) => ({ localId: null, odooId: id }));
    for (const { localId, odooId } of subjects) {
      const label = localId ? (here.get(localId)?.head.title ?? '') : nameOf(odooId ?? 0);
      report.conflict(
        { kind: 'product', localId, odooModel: TEMPLATE, odooId, label },
        {
          field: 'identity',
          reason: 'several_candidates',
          base: null,
          here: null,
          odoo: question.code,
          policy: 'manual',
          choice: null,
          decided: false,
          candidates: candidates.filter((one) => (several ? one.side === 'odoo' : one.side === 'here')),
        },
      );
      report.count('product', 'conflicts');
    }
  }
  await inEngineTransaction(run, async (tx) => {
    await report.save(tx);
    await keepWaiting(
      tx,
      run,
      fresh.flatMap((question) => question.here),
    );
  });
}

const keyOf = ({ here, odoo }: Question) => JSON.stringify([here.toSorted(), odoo.toSorted()]);

/** What Odoo calls them: those at hand, and the others in one call. */
async function namesInOdoo(
  run: RunContext,
  questions: readonly Question[],
  newcomers: readonly RemoteTemplate[],
): Promise<(id: number) => string> {
  const names = new Map(newcomers.map((template) => [template.id, template.name]));
  const others = questions.flatMap((question) => question.odoo).filter((id) => !names.has(id));
  for (const template of await readTemplates(run.odoo, others)) names.set(template.id, template.name);
  return (id) => names.get(id) ?? String(id);
}

/**
 * Products here that wait for an answer stay work, also those older than the integration, which the outbox never knew.
 * Dated before the run: they wait for a person, not for another run.
 */
async function keepWaiting(
  tx: Db,
  { integration, run }: RunContext,
  headIds: readonly string[],
): Promise<void> {
  if (headIds.length === 0) return;
  const changedAt = new Date((run.startedAt ?? run.createdAt).getTime() - 1_000);
  await tx
    .insert(outbox)
    .values(
      headIds.map((localId) => ({
        integrationId: integration.id,
        kind: 'product' as const,
        localId,
        changedAt,
        firstChangedAt: changedAt,
      })),
    )
    .onConflictDoNothing();
}
