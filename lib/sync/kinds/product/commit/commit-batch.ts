import { asc, sql } from 'drizzle-orm';
import postgres from 'postgres';
import { anyOf } from '@/db/any-of';
import type { Db } from '@/db/client';
import { products } from '@/db/schema/catalogue';
import { outbox } from '@/db/schema/feeds';
import { restoreCategoryPath } from '@/lib/catalogue/categories/restore-category-path';
import { inEngineTransaction } from '../../../engine/engine-transaction';
import { closeIdentities, withdrawIdentities } from '../../../history/save-conflict';
import { SyncError } from '../../../history/sync-error';
import type { RunContext } from '../../kind';
import { type Link, PRODUCT, TEMPLATE } from '../family';
import { asTextOrNull } from '../fields/values';
import { Outcome } from '../outcome';
import type { FamilyPlan } from '../plan/plan-family';
import type { Sent } from '../send/send-batch';
import type { Surroundings } from '../surroundings';
import { commitFamily, type ToCommit } from './commit-family';
import { inexactNumbers, inexactPrices } from './inexact';
import { reportFamily } from './report-family';
import { settleFamily } from './settle';
import type { TakenPictures } from './take-pictures';
import { TiesNow } from './ties-now';
import { BatchWrites } from './tools';

/**
 * One transaction for the batch: local writes, links with their bases, what is reported and the answered outbox rows.
 * A value the database refuses is reported for its product, and the others are committed without it.
 */
export async function commitBatch(
  around: Surroundings,
  sent: Sent,
  taken: TakenPictures,
  outcome: Outcome,
): Promise<void> {
  const { run } = around;
  if (sent.plans.length === 0) return;
  try {
    await inEngineTransaction(run, (tx) => commitAll(tx, around, sent, taken, outcome));
  } catch (error) {
    if (!isRefusedByDatabase(error)) throw error;
    const [only] = sent.plans;
    if (sent.plans.length > 1) {
      for (const one of sent.plans) await commitBatch(around, { ...sent, plans: [one] }, taken, outcome);
    } else if (only) {
      await reportRefused(around, only.plan, error);
    }
  }
}

/** A value the database cannot hold, or not index (54), belongs to one record: the others are committed without it. */
function isRefusedByDatabase(error: unknown): error is Error {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof postgres.PostgresError && /^(2[23]|54)/.test(cause.code);
}

async function reportRefused({ run }: Surroundings, plan: FamilyPlan, error: Error): Promise<void> {
  const report = run.report();
  const outcome = new Outcome();
  const cause = error.cause instanceof postgres.PostgresError ? error.cause : null;
  outcome.fail(
    plan,
    new SyncError('refused_here', { constraint: cause?.constraint_name ?? cause?.code }, 'validation'),
  );
  reportFamily(run, report, plan, outcome, { here: false, odoo: false, templateId: null });
  await inEngineTransaction(run, (tx) => report.save(tx));
}

async function commitAll(
  tx: Db,
  around: Surroundings,
  sent: Sent,
  taken: TakenPictures,
  outcome: Outcome,
): Promise<void> {
  const { run } = around;
  const fresh = await freshOf(
    tx,
    sent.plans.map(({ plan }) => plan),
  );
  const report = run.report();
  const ties = await TiesNow.read(tx, run, sent.plans);
  const tools = { tx, run, outcome, taken, ties, batch: new BatchWrites() };
  for (const { plan, template } of sent.plans) {
    const overtaking = ties.overtaking({ plan, template });
    const overtaken = overtaking.length > 0;
    const isFresh = fresh(plan) && !overtaken;
    const settled = template
      ? settleFamily({
          around,
          plan,
          template,
          outcome,
          here: isFresh && run.mayWriteHere,
          sent: sent.pictures,
          taken,
        })
      : null;
    const commit: ToCommit = { plan, template, settled, fresh: isFresh };
    if (overtaken) await lookAgain(tx, run, plan, overtaking);
    else await commitFamily(tools, commit);
    const standing =
      template && settled
        ? [...inexactPrices(around, plan, template, settled), ...inexactNumbers(around, plan, settled)]
        : [];
    for (const error of standing) outcome.tell(plan, error);
    reportFamily(run, report, plan, outcome, {
      here: isFresh && run.mayWriteHere,
      odoo: run.mayWriteOdoo,
      templateId: template?.id ?? null,
    });
  }
  await tools.batch.flush(tx, run);
  if (run.mayWriteHere) await bringBackShelves(tx, around, sent);
  await closeQuestions(tx, run.integration.id, sent);
  await report.save(tx);
}

/**
 * Planned for records that are tied otherwise by now: work of the next run, whatever made it work of this one, together
 * with the products that have them.
 */
async function lookAgain(
  tx: Db,
  { integration }: RunContext,
  { family: { here } }: FamilyPlan,
  overtaking: readonly Link[],
): Promise<void> {
  const rivals = await tx
    .select({ id: sql<string>`coalesce(${products.parentId}, ${products.id})` })
    .from(products)
    .where(
      anyOf(
        products.id,
        overtaking.map(({ localId }) => localId),
      ),
    );
  const heads = new Set([...(here ? [here.head.id] : []), ...rivals.map(({ id }) => id)]);
  if (heads.size === 0) return;
  await tx
    .insert(outbox)
    .values(
      [...heads].map((localId) => ({ integrationId: integration.id, kind: 'product' as const, localId })),
    )
    .onConflictDoNothing();
}

/** Who is tied by now is asked about no more, nor who is left without candidates. */
async function closeQuestions(tx: Db, integrationId: string, { plans }: Sent): Promise<void> {
  const tied = plans.flatMap(({ plan, template }) =>
    template
      ? [
          { localId: plan.headId, odooModel: TEMPLATE, odooId: template.id },
          ...plan.members.flatMap(({ localId, member: { variant } }) =>
            variant ? [{ localId, odooModel: PRODUCT, odooId: variant.id }] : [],
          ),
        ]
      : [],
  );
  await closeIdentities(tx, integrationId, tied);
  const unasked = plans.flatMap(({ plan }) => {
    const asked = new Set(plan.questions.map(({ row }) => row.id));
    const rows = plan.family.here?.variants ?? [];
    return rows
      .map(({ id }) => id)
      .filter((id) => plan.family.identities.get(id)?.answer === null && !asked.has(id));
  });
  await withdrawIdentities(tx, integrationId, unasked);
}

/** A category deleted here that a product of Odoo lies in is needed again: the change wins over the deletion. */
async function bringBackShelves(tx: Db, { trees }: Surroundings, { plans }: Sent): Promise<void> {
  const named = plans.flatMap(({ plan }) => asTextOrNull(plan.head.result.toHere.category) ?? []);
  const dead = new Set(named.filter((id) => trees.here.get(id)?.deletedAt));
  for (const id of dead) await restoreCategoryPath({ db: tx }, id);
}

/** Locks what is to be written and compares versions: what changed meanwhile waits for the next round. */
async function freshOf(tx: Db, plans: readonly FamilyPlan[]): Promise<(plan: FamilyPlan) => boolean> {
  const rowsOf = ({ family }: FamilyPlan) => (family.here ? [family.here.head, ...family.here.variants] : []);
  const ids = plans.flatMap((plan) => rowsOf(plan).map((row) => row.id));
  if (ids.length === 0) return () => true;
  const rows = await tx
    .select({ id: products.id, version: products.version })
    .from(products)
    .where(anyOf(products.id, ids))
    .orderBy(asc(products.id))
    .for('update');
  const versions = new Map(rows.map((row) => [row.id, row.version]));
  return (plan) => rowsOf(plan).every((row) => versions.get(row.id) === row.version);
}
