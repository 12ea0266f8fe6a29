import { readCodes } from '@/lib/odoo/intentions/lookup';
import { readTemplates } from '@/lib/odoo/intentions/read-templates';
import type { RemoteTemplate } from '@/lib/odoo/records';
import { foreignAmong } from '../../../creations/foreign';
import { judgeMissing } from '../../../engine/reach';
import { leftOutIds } from '../../../history/left-out/left-out-ids';
import { loadDecisions } from '../../../history/load-decisions';
import { directionOf } from '../../rules-of';
import { type Family, type FamilyHere, type Link, NONE_MOVED, PRODUCT, TEMPLATE } from '../family';
import type { Surroundings } from '../surroundings';
import { sameRecords, sameVariants } from './another-record';
import { loadFamiliesHere, loadLinks, loadMarks } from './load-families';
import { loadIdentities } from './load-identities';
import { meetStrangers } from './meet-strangers';
import { readRecombined } from './recombined';

export interface Candidates {
  readonly headIds: readonly string[];
  readonly templateIds: readonly number[];
}

export interface Gathered {
  readonly families: readonly Family[];
  /** Looked at and found to be none of this integration's business: their outbox rows are done with. */
  readonly outside: readonly { readonly headId: string; readonly mark: number }[];
  /** Those that may be one another, and are a person's to tie. */
  readonly held: { readonly here: readonly FamilyHere[]; readonly odoo: readonly RemoteTemplate[] };
}

/**
 * Both sides of the records named by either, with what ties them; strangers are introduced first. A constant number of
 * calls and queries per batch. `read` are templates read ahead.
 */
export async function gather(
  around: Surroundings,
  candidates: Candidates,
  read: readonly RemoteTemplate[] = [],
): Promise<Gathered> {
  const { run } = around;
  const { db } = run.ctx;
  const integrationId = run.integration.id;
  const tied = await loadLinks(db, integrationId, {
    localIds: candidates.headIds,
    model: TEMPLATE,
    odooIds: candidates.templateIds,
  });
  const ties = tied.filter((link) => link.kind === 'product');
  const dead = new Set(ties.filter((link) => link.odooDeletedAt).map((link) => link.localId));
  const headIds = new Set(
    [...candidates.headIds, ...ties.map((link) => link.localId)].filter((id) => !dead.has(id)),
  );
  const templateIds = new Set([
    ...candidates.templateIds,
    ...ties.filter((link) => !link.odooDeletedAt).map((link) => link.odooId),
  ]);
  const templates = new Map(read.map((template) => [template.id, template]));
  for (const template of await readTemplates(
    run.odoo,
    [...templateIds].filter((id) => !templates.has(id)),
  )) {
    templates.set(template.id, template);
  }
  const heads = await sameRecords(run, ties, templates);
  // Marks before rows: an edit in between leaves a mark that is not ours to remove.
  const marks = await loadMarks(db, integrationId, [...candidates.headIds, ...headIds]);
  const here = await loadFamiliesHere(db, [...headIds]);
  const linkOfHead = new Map(heads.map((link) => [link.localId, link]));
  const linkOfTemplate = new Map(heads.map((link) => [link.odooId, link]));

  const keptOut = await leftOutIds(db, integrationId, TEMPLATE, [...templates.keys()]);
  const newcomers = [...templates.values()]
    .filter(({ id }) => !linkOfTemplate.has(id) && !keptOut.has(id))
    .filter((template) => mayCome(around, template));
  const leavers = await mayLeave(
    around,
    [...here.values()].filter(({ head }) => !linkOfHead.has(head.id)),
  );
  const met = await meetStrangers(around, newcomers, leavers);
  for (const family of met.here) here.set(family.head.id, family);
  for (const template of met.odoo) templates.set(template.id, template);
  const pairOfHead = new Map(met.pairs.map((pair) => [pair.headId, pair.templateId]));
  const pairOfTemplate = new Map(met.pairs.map((pair) => [pair.templateId, pair.headId]));

  const pairs: Pick<Family, 'here' | 'odoo' | 'link' | 'ours'>[] = [];
  for (const link of heads) {
    const odoo = templates.get(link.odooId);
    const family = here.get(link.localId);
    if (link.odooDeletedAt || !odoo || !family || !isInside(around, odoo)) continue;
    pairs.push({ here: family, odoo, link, ours: false });
  }
  for (const { headId, templateId, ours } of met.pairs) {
    pairs.push({ here: here.get(headId) ?? null, odoo: templates.get(templateId) ?? null, link: null, ours });
  }
  for (const odoo of newcomers) {
    if (!pairOfTemplate.has(odoo.id) && !met.held.odoo.has(odoo.id))
      pairs.push({ here: null, odoo, link: null, ours: false });
  }
  for (const family of leavers) {
    const { id } = family.head;
    if (!pairOfHead.has(id) && !met.held.here.has(id))
      pairs.push({ here: family, odoo: null, link: null, ours: false });
  }

  const localIds = pairs.flatMap(({ here: family }) =>
    family ? [family.head.id, ...family.variants.map((row) => row.id)] : [],
  );
  const variantIds = pairs.flatMap(({ odoo }) => odoo?.variants.map((variant) => variant.id) ?? []);
  const [variantLinks, decisions, identities] = await Promise.all([
    loadLinks(db, integrationId, { localIds, model: PRODUCT, odooIds: variantIds }),
    loadDecisions(db, integrationId, ['product', 'variant'], localIds),
    loadIdentities(db, integrationId, localIds),
  ]);
  await sameVariants(run, variantLinks, templates.values());
  const ofLocal = Map.groupBy(
    variantLinks.filter((link) => link.kind === 'variant'),
    (link) => link.localId,
  );
  const used = new Set(pairs.flatMap(({ here: family }) => (family ? [family.head.id] : [])));
  const seen = await inSight(
    around,
    pairs.map(({ here: family, odoo, link, ours }) => ({
      here: family,
      odoo,
      link,
      ours,
      codesLeft: false,
      movedAway: NONE_MOVED,
      variantLinks: family
        ? [family.head.id, ...family.variants.map((row) => row.id)].flatMap((id) => ofLocal.get(id) ?? [])
        : [],
    })),
  );
  const [recombined, leftOut, foreign] = await Promise.all([
    readRecombined(around, seen),
    leftOutIds(db, integrationId, PRODUCT, variantIds),
    sentUnasked(run) ? new Set<string>() : foreignAmong(run, [...used]),
  ]);
  return {
    families: seen.map((family) => ({
      ...family,
      mark: family.here ? (marks.get(family.here.head.id) ?? null) : null,
      decisions,
      identities,
      recombined,
      foreign: family.here !== null && foreign.has(family.here.head.id),
      leftOut,
    })),
    held: {
      here: [...met.held.here].flatMap((id) => here.get(id) ?? []),
      odoo: [...met.held.odoo].flatMap((id) => templates.get(id) ?? []),
    },
    outside: candidates.headIds.flatMap((headId) => {
      const mark = marks.get(headId);
      const ours = used.has(headId) || linkOfHead.has(headId) || met.held.here.has(headId);
      return mark !== undefined && (dead.has(headId) || !ours) ? [{ headId, mark }] : [];
    }),
  };
}

type Seen = Pick<Family, 'here' | 'odoo' | 'link' | 'ours' | 'variantLinks' | 'codesLeft' | 'movedAway'>;

/**
 * Of each tied variant that its template does not show, whether Odoo says that it is gone, also of one that went while
 * it was out of sight with its template. One that another template has by now (RPC and mergers of products write
 * `product_tmpl_id`) is gone from this one: it comes again with the other's variants, or waits, where Odoo's changes do
 * not come here. One that is only out of sight carries the moment from which it is; it is neither deleted here nor made
 * again there.
 */
async function inSight({ run }: Surroundings, seen: readonly Seen[]): Promise<Seen[]> {
  const missing = seen.flatMap(({ odoo, variantLinks }) => {
    if (!odoo) return [];
    const shown = new Set(odoo.variants.map((variant) => variant.id));
    return variantLinks.filter((link) => !link.odooDeletedAt && !shown.has(link.odooId));
  });
  if (missing.length === 0) return [...seen];
  const { gone: unlinked, away } = await judgeMissing(run, PRODUCT, missing);
  const elsewhere = await readCodes(
    run.odoo,
    away.map(({ odooId }) => odooId),
  );
  const templateOf = new Map(elsewhere.map(({ productId, templateId }) => [productId, templateId]));
  const owners = new Map(
    seen.flatMap(({ odoo, variantLinks }) => variantLinks.map(({ id }) => [id, odoo?.id])),
  );
  const moved = away.filter(
    ({ id, odooId }) => (templateOf.get(odooId) ?? owners.get(id)) !== owners.get(id),
  );
  const follows = directionOf(run.integration) !== 'to_odoo';
  const gone = new Set([...unlinked, ...(follows ? moved : [])].map(({ id }) => id));
  const waiting = new Set(follows ? [] : moved.map(({ id }) => id));
  const since = new Map(
    missing
      .filter(({ id }) => !waiting.has(id))
      .map(({ id, outOfReachSince }) => [id, outOfReachSince ?? run.ctx.now()]),
  );
  const judged = (link: Link): Link => {
    const away = since.get(link.id);
    return away ? { ...link, outOfReachSince: gone.has(link.id) ? null : away } : link;
  };
  const movers = new Set(moved.map(({ localId }) => localId));
  return seen.map((one) => ({
    ...withoutCodes(one, run.mayWriteHere && movers.has(one.here?.head.id ?? '')),
    variantLinks: one.variantLinks.map(judged),
    movedAway: new Set(one.variantLinks.flatMap(({ id, localId }) => (waiting.has(id) ? localId : []))),
  }));
}

/** A product whose codes went away with its variant is looked at as one that has none: they are not sent after it. */
function withoutCodes(one: Seen, codesLeft: boolean): Seen {
  const { here } = one;
  return here && codesLeft
    ? { ...one, codesLeft, here: { ...here, head: { ...here.head, sku: null, ean: null } } }
    : one;
}

/** Of our company or one above it, inside the category filter. */
export function isInside({ run, inside }: Surroundings, template: RemoteTemplate): boolean {
  const { companyChain } = run.odoo.capabilities;
  if (template.companyId !== null && !companyChain.includes(template.companyId)) return false;
  return inside === null || (template.categoryId !== null && inside.has(template.categoryId));
}

/** Something to sell, unless what is not for sale is asked for; what is tied already stays, whatever it becomes. */
function mayCome(around: Surroundings, template: RemoteTemplate): boolean {
  const { import_not_for_sale = false } = around.run.integration.syncConfig;
  return template.active && (template.saleable || import_not_for_sale) && isInside(around, template);
}

/** Whether what came from another Odoo goes to this one like anything else. */
function sentUnasked({ integration }: Surroundings['run']): boolean {
  return integration.syncConfig.export_scope === 'all';
}

/** Live, finished, not another Odoo's unless asked for (export_scope), and not outside of the category filter. */
async function mayLeave(around: Surroundings, families: readonly FamilyHere[]): Promise<FamilyHere[]> {
  const { run, trees, inside } = around;
  const live = families.filter(({ head }) => {
    if (head.deletedAt || head.status === 'draft') return false;
    if (inside === null) return true;
    const link = head.categoryId === null ? undefined : trees.linkOfHere.get(head.categoryId);
    return link !== undefined && inside.has(link.odooId);
  });
  if (sentUnasked(run)) return live;
  const theirs = await foreignAmong(
    run,
    live.map(({ head }) => head.id),
  );
  return live.filter(({ head }) => !theirs.has(head.id));
}
