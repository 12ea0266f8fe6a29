import { asc, inArray } from 'drizzle-orm';
import postgres from 'postgres';
import type { Db } from '@/db/client';
import { products } from '@/db/schema/catalogue';
import { restoreCategoryPath } from '@/lib/catalogue/categories/restore-category-path';
import { readTemplates } from '@/lib/odoo/intentions/read-templates';
import type { RemoteTemplate } from '@/lib/odoo/records';
import { judgeArchivings } from '../../core/safety';
import { inEngineTransaction } from '../../engine/engine-transaction';
import { noteConflicts } from '../../engine/note-conflicts';
import { haltUnlessSafe } from '../../engine/safety-halt';
import { closeIdentities } from '../../history/save-conflict';
import { SyncError } from '../../history/sync-error';
import { directionOf } from '../rules-of';
import { commitFamily, Inserts, type ToCommit } from './commit-family';
import { createInOdoo } from './create-in-odoo';
import { createDynamicVariants, extendInOdoo, missingMembers } from './extend-in-odoo';
import { TEMPLATE } from './family';
import { forget } from './forget';
import { type Candidates, gather } from './gather';
import { loadLinks } from './load-families';
import { Outcome } from './outcome';
import { type FamilyPlan, planFamily } from './plan-family';
import { conflictsOf, reportFamily } from './report-family';
import { nothingSent, type SentPictures, sendPictures } from './send-pictures';
import { type SentPlan, sendValues } from './send-values';
import { settleFamily } from './settle';
import type { Surroundings } from './surroundings';
import { type TakenPictures, takePictures } from './take-pictures';
import { asTextOrNull } from './values';

/**
 * The one way a batch of products goes, whatever started it: gather both sides → reconcile → safety → pictures →
 * Odoo → read back → one local transaction. Killed anywhere, the next batch over the same records finishes the work.
 */
export async function processBatch(
  around: Surroundings,
  candidates: Candidates,
  read: readonly RemoteTemplate[] = [],
): Promise<void> {
  const { run } = around;
  const { families, outside } = await gather(around, candidates, read);
  const direction = directionOf(run.integration);
  const plans = families
    .map((family) => planFamily(family, around))
    .filter(
      (plan) =>
        !(plan.createHere && direction === 'to_odoo') && !(plan.createOdoo && direction === 'to_here'),
    );
  checkSafety(around, plans);
  const outcome = new Outcome();
  if (run.run.dryRun) return foresee(around, plans, outcome);
  if (run.mayWriteOdoo)
    await noteConflicts(
      run,
      plans.flatMap((plan) => conflictsOf(run, plan)),
    );
  const sent = run.mayWriteOdoo ? await send(around, plans, outcome) : unsent(plans);
  const taken = run.mayWriteHere
    ? await takePictures(
        around,
        sent.plans.map(({ plan }) => plan),
        outcome,
      )
    : new Map();
  await commitBatch(around, sent, taken, outcome);
  await forget(run, outside);
}

interface Sent {
  readonly plans: readonly { plan: FamilyPlan; template: RemoteTemplate | null }[];
  readonly pictures: SentPictures;
}

function unsent(plans: readonly FamilyPlan[]): Sent {
  return { plans: plans.map((plan) => ({ plan, template: plan.family.odoo })), pictures: nothingSent() };
}

/** Deletions of the whole run so far count: a catalogue must not vanish batch by batch. */
function checkSafety(around: Surroundings, plans: readonly FamilyPlan[]): void {
  const { run, deletions, variantDeletions } = around;
  for (const { head, members, vanished } of plans) {
    if (head.result.toHere.active === false) deletions.odoo += 1;
    if (head.result.toOdoo.active === false) deletions.here += 1;
    variantDeletions.odoo += vanished.length;
    for (const { result } of members) {
      if (result.toHere.active === false) variantDeletions.odoo += 1;
      if (result.toOdoo.active === false) variantDeletions.here += 1;
    }
  }
  const { confirmed } = run.run;
  for (const side of ['here', 'odoo'] as const) {
    haltUnlessSafe(judgeArchivings({ known: deletions.known, missing: deletions[side], side }, confirmed));
    const { known, [side]: missing } = variantDeletions;
    haltUnlessSafe(judgeArchivings({ known, missing, side }, confirmed));
  }
}

async function foresee({ run }: Surroundings, plans: readonly FamilyPlan[], outcome: Outcome): Promise<void> {
  const report = run.report();
  const direction = directionOf(run.integration);
  for (const plan of plans) {
    reportFamily(run, report, plan, outcome, {
      here: direction !== 'to_odoo',
      odoo: direction !== 'to_here',
      templateId: plan.createOdoo ? 0 : null,
    });
  }
  await inEngineTransaction(run, (tx) => report.save(tx));
}

/** Here → Odoo: what is missing there is made first, then planned again as it then is, then values are written. */
async function send(around: Surroundings, plans: readonly FamilyPlan[], outcome: Outcome): Promise<Sent> {
  const { run } = around;
  const toCreate = plans.filter((plan) => plan.createOdoo);
  const created = await createInOdoo(around, toCreate, outcome);
  const templates = new Map<string, RemoteTemplate>();
  const made = await readTemplates(
    run.odoo,
    [...created.values()].map((link) => link.odooId),
  );
  const madeById = new Map(made.map((template) => [template.id, template]));
  for (const [headId, link] of created) {
    const template = madeById.get(link.odooId);
    if (template) templates.set(headId, template);
  }
  const templateOf = (plan: FamilyPlan) => templates.get(plan.headId) ?? plan.family.odoo ?? undefined;
  const incomplete = plans.filter(
    (plan) => missingMembers(plan).length > 0 && mayExtend(around) && templateOf(plan),
  );
  await extendInOdoo(around, incomplete, templateOf, outcome);
  const touched = new Set([...created.keys(), ...incomplete.map((plan) => plan.headId)]);
  let current = await replan(around, plans, touched, templateOf);
  if (
    await createDynamicVariants(
      around,
      current.filter((plan) => touched.has(plan.headId)),
      outcome,
    )
  ) {
    current = await replan(around, current, touched, templateOf);
  }
  for (const plan of current) {
    if (touched.has(plan.headId) && missingMembers(plan).length > 0 && !outcome.errors.has(plan.headId)) {
      outcome.fail(plan, new SyncError('variant_not_created'));
    }
  }
  const sendable = current.flatMap((plan): SentPlan[] => {
    const template = plan.family.odoo;
    return template && wantsSending(plan) ? [{ plan, template }] : [];
  });
  await sendValues(around, sendable, outcome);
  const pictures = await sendPictures(around, sendable, outcome);
  const after = await readTemplates(
    run.odoo,
    sendable.map(({ template }) => template.id),
  );
  const afterById = new Map(after.map((template) => [template.id, template]));
  return {
    plans: current.map((plan) => {
      const template = plan.family.odoo;
      return { plan, template: template ? (afterById.get(template.id) ?? template) : null };
    }),
    pictures,
  };
}

/** Variants are told apart by their attributes: without that field nothing is made of them. */
function mayExtend({ run }: Surroundings): boolean {
  return run.integration.syncConfig.fields.product.includes('attributes');
}

function wantsSending(plan: FamilyPlan): boolean {
  return (
    plan.surplus.length > 0 ||
    [plan.head, ...plan.members].some(({ result }) => Object.keys(result.toOdoo).length > 0)
  );
}

/** The touched families as Odoo has them now, with their links as stored. */
async function replan(
  around: Surroundings,
  plans: readonly FamilyPlan[],
  touched: ReadonlySet<string>,
  templateOf: (plan: FamilyPlan) => RemoteTemplate | undefined,
): Promise<FamilyPlan[]> {
  if (touched.size === 0) return [...plans];
  const ids = plans.flatMap((plan) => (touched.has(plan.headId) ? (templateOf(plan)?.id ?? []) : []));
  const templates = new Map(
    (await readTemplates(around.run.odoo, ids)).map((template) => [template.id, template]),
  );
  const links = await loadLinks(around.run.ctx.db, around.run.integration.id, { localIds: [...touched] });
  return plans.map((plan) => {
    const template = templates.get(templateOf(plan)?.id ?? 0);
    if (!touched.has(plan.headId) || !template) return plan;
    const link =
      links.find((one) => one.kind === 'product' && one.localId === plan.headId) ?? plan.family.link;
    const next = planFamily({ ...plan.family, odoo: template, link }, around, plan.headId);
    return { ...next, createOdoo: plan.createOdoo };
  });
}

async function commitBatch(
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

/** A value the database cannot hold belongs to one record: the others are committed without it. */
function isRefusedByDatabase(error: unknown): error is Error {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof postgres.PostgresError && /^2[23]/.test(cause.code);
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
  const tools = { tx, run, outcome, taken, inserts: new Inserts() };
  for (const { plan, template } of sent.plans) {
    const isFresh = fresh(plan);
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
    await commitFamily(tools, commit);
    reportFamily(run, report, plan, outcome, {
      here: isFresh && run.mayWriteHere,
      odoo: run.mayWriteOdoo,
      templateId: template?.id ?? null,
    });
  }
  await tools.inserts.flush(tx);
  if (run.mayWriteHere) await bringBackShelves(tx, around, sent);
  await closeIdentities(
    tx,
    run.integration.id,
    sent.plans.flatMap(({ plan, template }) =>
      template ? [{ localId: plan.headId, odooModel: TEMPLATE, odooId: template.id }] : [],
    ),
  );
  await report.save(tx);
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
    .where(inArray(products.id, ids))
    .orderBy(asc(products.id))
    .for('update');
  const versions = new Map(rows.map((row) => [row.id, row.version]));
  return (plan) => rowsOf(plan).every((row) => versions.get(row.id) === row.version);
}
