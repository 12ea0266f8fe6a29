import { and, count, eq, isNull } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import { products } from '@/db/schema/catalogue';
import { cursors } from '@/db/schema/feeds';
import { type LinkKind, links } from '@/db/schema/links';
import { allIds, countRecords } from '@/lib/odoo/intentions/changes';
import { judgeArchivings, judgeDeletions } from '../../../core/safety';
import { inEngineTransaction } from '../../../engine/engine-transaction';
import { judgeMissing, markOutOfReach, ofCompany } from '../../../engine/reach';
import { haltUnlessSafe } from '../../../engine/safety-halt';
import type { RunContext } from '../../kind';
import { type Link, PRODUCT, TEMPLATE } from '../family';
import { processBatch } from '../process-batch';
import type { Surroundings } from '../surroundings';
import { dropUnlinked } from './drop-unlinked';
import { loadLinks } from './load-families';

const DAY_MS = 24 * 60 * 60_000;

/**
 * What Odoo has unlinked leaves no date behind. Every run compares counts; ids are compared when the counts disagree
 * with what they were, in a full run, and once a day. A template takes its variants with it: while these are as many as
 * they were, only templates without any can be gone, and the run's first look has asked about those. What Odoo confirms
 * as gone goes here too, and is never brought back there (S2); what is only out of sight is marked and kept.
 */
export async function sweepProducts(around: Surroundings): Promise<void> {
  const { run } = around;
  const due = await isDue(run, TEMPLATE);
  const total = due ? null : await countRecords(run.odoo, PRODUCT, ofCompany(run));
  const suspicious = total === null || (await isSuspicious(run, PRODUCT, total));
  const templates = suspicious || !run.probe.bareStand ? await missingTemplates(run, due) : null;
  if (templates) {
    const { gone, away } = templates;
    const known = await tiedCount(run, TEMPLATE);
    haltUnlessSafe(judgeDeletions({ known, missing: gone.length, side: 'odoo' }, run.run.confirmed));
    await leaveAlone(run, ['product', 'variant'], await familiesOf(run, away));
    for (let at = 0; at < gone.length; at += run.batchSize) {
      await dropUnlinked(around, gone.slice(at, at + run.batchSize));
    }
    await remember(run, TEMPLATE, templates.alive);
  }
  const variants = await missingIn(run, PRODUCT, total);
  if (!variants) return;
  const { gone, away } = variants;
  const known = await tiedCount(run, PRODUCT);
  haltUnlessSafe(judgeArchivings({ known, missing: gone.length, side: 'odoo' }, run.run.confirmed));
  await leaveAlone(
    run,
    ['variant'],
    away.map((link) => link.localId),
  );
  const heads = await headsOf(run, gone);
  for (let at = 0; at < heads.length; at += run.batchSize) {
    await processBatch(around, { headIds: heads.slice(at, at + run.batchSize), templateIds: [] });
  }
  await remember(run, PRODUCT, variants.alive);
}

/** What is out of sight takes no part in runs until it is seen again. */
async function leaveAlone(run: RunContext, kinds: readonly LinkKind[], localIds: readonly string[]) {
  if (localIds.length === 0 || run.run.dryRun) return;
  const marked = await inEngineTransaction(run, (tx) => markOutOfReach(tx, run, kinds, localIds));
  if (marked > 0) run.notices.push({ code: 'out_of_reach', params: { count: marked } });
}

/** Products of these links with their variants. */
async function familiesOf(run: RunContext, heads: readonly Link[]): Promise<string[]> {
  const ids = heads.map((link) => link.localId);
  const all = [...ids];
  for (let at = 0; at < ids.length; at += 5_000) {
    const rows = await run.ctx.db
      .select({ id: products.id })
      .from(products)
      .where(anyOf(products.parentId, ids.slice(at, at + 5_000)));
    all.push(...rows.map((row) => row.id));
  }
  return all;
}

interface Missing {
  readonly gone: Link[];
  readonly away: Link[];
  /** Ids that Odoo shows. */
  readonly alive: ReadonlySet<number>;
}

async function missingTemplates(run: RunContext, due: boolean): Promise<Missing | null> {
  return missingIn(run, TEMPLATE, due ? null : await countRecords(run.odoo, TEMPLATE, ofCompany(run)));
}

/**
 * Links whose record is gone, and those whose record is out of sight; null when nothing suggests that any is.
 * `total`: how many Odoo has; null: not counted, as ids are compared whatever their number.
 */
async function missingIn(
  run: RunContext,
  model: typeof TEMPLATE | typeof PRODUCT,
  total: number | null,
): Promise<Missing | null> {
  if (total !== null && !(await isSuspicious(run, model, total))) return null;
  const alive = new Set(await allIds(run.odoo, model, ofCompany(run)));
  const unseen = (await tiedIds(run, model)).filter((odooId) => !alive.has(odooId));
  const missing: Link[] = [];
  for (let at = 0; at < unseen.length; at += 5_000) {
    const part = unseen.slice(at, at + 5_000);
    missing.push(...(await loadLinks(run.ctx.db, run.integration.id, { model, odooIds: part })));
  }
  return { ...(await judgeMissing(run, model, missing)), alive };
}

/** Whether ids have to be compared: Odoo has another number of records than our ties account for, or it is time. */
async function isSuspicious(run: RunContext, model: string, total: number): Promise<boolean> {
  if (await isDue(run, model)) return true;
  const [cursor] = await run.ctx.db.select().from(cursors).where(cursorOf(run, model));
  return cursor?.count !== total - (await tiedCount(run, model));
}

/** In a full run, and once a day. */
async function isDue(run: RunContext, model: string): Promise<boolean> {
  if (run.run.mode === 'full') return true;
  const [cursor] = await run.ctx.db.select().from(cursors).where(cursorOf(run, model));
  return !cursor?.sweptAt || run.ctx.now().getTime() - cursor.sweptAt.getTime() > DAY_MS;
}

function tiedTo(run: RunContext, model: string) {
  return and(
    eq(links.integrationId, run.integration.id),
    eq(links.odooModel, model),
    isNull(links.odooDeletedAt),
  );
}

function cursorOf(run: RunContext, model: string) {
  return and(eq(cursors.integrationId, run.integration.id), eq(cursors.stream, model));
}

/** Ties to records that Odoo showed when it was last asked. */
async function tiedCount(run: RunContext, model: string): Promise<number> {
  const [row] = await run.ctx.db
    .select({ tied: count() })
    .from(links)
    .where(and(tiedTo(run, model), isNull(links.outOfReachSince)));
  return row?.tied ?? 0;
}

/**
 * `count` keeps how many records that Odoo shows are none of ours: what it is held against changes when one of ours
 * goes, or a stranger comes. A tie whose record is not shown, as it was made and unlinked within this run, is not
 * accounted for: it makes the next run compare ids.
 */
async function remember(run: RunContext, model: string, alive: ReadonlySet<number>): Promise<void> {
  if (run.run.dryRun) return;
  const shown = (await tiedIds(run, model)).filter((odooId) => alive.has(odooId));
  const state = { count: alive.size - shown.length, sweptAt: run.ctx.now() };
  await run.ctx.db
    .insert(cursors)
    .values({ integrationId: run.integration.id, stream: model, ...state })
    .onConflictDoUpdate({ target: [cursors.integrationId, cursors.stream], set: state });
}

async function tiedIds(run: RunContext, model: string): Promise<number[]> {
  const tied = await run.ctx.db.select({ odooId: links.odooId }).from(links).where(tiedTo(run, model));
  return tied.map(({ odooId }) => odooId);
}

/** Products whose variant went alone: the family is looked at as a whole. */
async function headsOf(run: RunContext, gone: readonly Link[]): Promise<string[]> {
  const ids = gone.map((link) => link.localId);
  if (ids.length === 0) return [];
  const rows = await run.ctx.db
    .select({ id: products.id, parentId: products.parentId })
    .from(products)
    .where(anyOf(products.id, ids));
  return [...new Set(rows.map((row) => row.parentId ?? row.id))];
}
