import { describeCombination } from '@/lib/catalogue/products/rules';
import { readTemplates } from '@/lib/odoo/intentions/read-templates';
import type { RemoteTemplate } from '@/lib/odoo/records';
import { ensureOurs } from '../../../engine/engine-transaction';
import { noteConflicts } from '../../../engine/note-conflicts';
import { SyncError } from '../../../history/sync-error';
import { conflictsOf } from '../commit/report-family';
import { asAttributes } from '../fields/values';
import { loadLinks } from '../find/load-families';
import type { Outcome } from '../outcome';
import { type FamilyPlan, planFamily } from '../plan/plan-family';
import type { Surroundings } from '../surroundings';
import { createInOdoo } from './create-in-odoo';
import { editedMeanwhile } from './edited-meanwhile';
import { createDynamicVariants, extendInOdoo, missingMembers, wantsLines } from './extend-in-odoo';
import { sendPictures } from './send-pictures';
import { sendValues } from './send-values';
import { nothingSent, type SentPictures } from './sent-pictures';
import type { SentPlan } from './sent-plan';

/** A batch as Odoo has it after everything was written. */
export interface Sent {
  readonly plans: readonly { plan: FamilyPlan; template: RemoteTemplate | null }[];
  readonly pictures: SentPictures;
}

/** A batch of a run that may not write in Odoo. */
export function nothingSentOf(plans: readonly FamilyPlan[]): Sent {
  return { plans: plans.map((plan) => ({ plan, template: plan.family.odoo })), pictures: nothingSent() };
}

/** Here → Odoo: what is missing there is made first, then planned again as it then is, then values are written. */
export async function sendBatch(
  around: Surroundings,
  plans: readonly FamilyPlan[],
  outcome: Outcome,
): Promise<Sent> {
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
  const incomplete = mayExtend(around)
    ? plans.filter((plan) => {
        const template = templateOf(plan);
        return template !== undefined && isToLive(plan, template) && wantsLines(plan, template);
      })
    : [];
  await extendInOdoo(around, incomplete, templateOf, outcome);
  const extended = new Set(incomplete.map((plan) => plan.headId));
  const touched = new Set([...created.keys(), ...extended]);
  // What was made a moment ago and left alone since is as it was read.
  const asMade = new Map([...templates].filter(([headId]) => !extended.has(headId)));
  let current = await replan(around, plans, touched, templateOf, asMade);
  const growing = () =>
    current.filter((plan) => touched.has(plan.headId) && isToLive(plan, plan.family.odoo ?? undefined));
  if (await createDynamicVariants(around, growing(), outcome)) {
    current = await replan(around, current, touched, templateOf);
  }
  for (const plan of growing()) {
    if (outcome.errors.has(plan.headId)) continue;
    for (const { here } of missingMembers(plan)) {
      const variant = describeCombination(asAttributes(here.attributes));
      outcome.fail(plan, new SyncError('variant_not_created', { variant }));
    }
  }
  current = await planEditedAnew(around, current, touched);
  const sendable = current.flatMap(sendableOf);
  if (sendable.length > 0) await ensureOurs(run);
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

/** Lines put on a product that is archived would wake its variants under it (Odoo writes them active, and not it). */
function isToLive({ head }: FamilyPlan, template: RemoteTemplate | undefined): boolean {
  return (head.result.toOdoo.active ?? template?.active ?? true) === true;
}

/** Variants are told apart by their attributes: without that field nothing is made of them. */
function mayExtend({ run }: Surroundings): boolean {
  return run.integration.syncConfig.fields.product.includes('attributes');
}

function sendableOf(plan: FamilyPlan): SentPlan[] {
  const template = plan.family.odoo;
  return template && wantsSending(plan) ? [{ plan, template }] : [];
}

/** What is to be sent to products that somebody has edited in Odoo since the batch was read is merged with that first. */
async function planEditedAnew(
  around: Surroundings,
  plans: readonly FamilyPlan[],
  touched: ReadonlySet<string>,
): Promise<FamilyPlan[]> {
  const waiting = plans.filter(({ headId }) => !touched.has(headId)).flatMap(sendableOf);
  if (waiting.length === 0) return [...plans];
  const edited = await editedMeanwhile(
    around,
    waiting.map(({ template }) => template),
  );
  const byId = new Map(edited.map((template) => [template.id, template]));
  const fresh = new Map(
    waiting.flatMap(({ plan, template: { id } }) => {
      const now = byId.get(id);
      return now ? [[plan.headId, now] as const] : [];
    }),
  );
  const anew = new Set(fresh.keys());
  const current = await replan(around, plans, anew, ({ headId }) => fresh.get(headId), fresh);
  const found = current.filter(({ headId }) => anew.has(headId));
  await noteConflicts(
    around.run,
    found.flatMap((plan) => conflictsOf(around.run, plan)),
  );
  return current;
}

function wantsSending(plan: FamilyPlan): boolean {
  return (
    plan.surplus.length > 0 ||
    [plan.head, ...plan.members].some(
      ({ result, memo }) => Object.keys(result.toOdoo).length > 0 || memo.held !== undefined,
    )
  );
}

/** The touched families as Odoo has them now (`fresh`: read already), with their links as stored. */
async function replan(
  around: Surroundings,
  plans: readonly FamilyPlan[],
  touched: ReadonlySet<string>,
  templateOf: (plan: FamilyPlan) => RemoteTemplate | undefined,
  fresh: ReadonlyMap<string, RemoteTemplate> = new Map(),
): Promise<FamilyPlan[]> {
  if (touched.size === 0) return [...plans];
  const stale = plans.filter((plan) => touched.has(plan.headId) && !fresh.has(plan.headId));
  const read = await readTemplates(
    around.run.odoo,
    stale.flatMap((plan) => templateOf(plan)?.id ?? []),
  );
  const templates = new Map([...fresh.values(), ...read].map((template) => [template.id, template]));
  const links = await loadLinks(around.run.ctx.db, around.run.integration.id, { localIds: [...touched] });
  const linkOf = new Map(links.flatMap((link) => (link.kind === 'product' ? [[link.localId, link]] : [])));
  return plans.map((plan) => {
    const template = templates.get(templateOf(plan)?.id ?? 0);
    if (!touched.has(plan.headId) || !template) return plan;
    const link = linkOf.get(plan.headId) ?? plan.family.link;
    const next = planFamily({ ...plan.family, odoo: template, link }, around, plan.headId);
    return { ...next, createOdoo: plan.createOdoo };
  });
}
