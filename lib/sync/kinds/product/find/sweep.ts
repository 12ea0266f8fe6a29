import { and, count, eq, inArray, isNull } from 'drizzle-orm';
import { products } from '@/db/schema/catalogue';
import { cursors, links } from '@/db/schema/sync';
import { allIds, countRecords } from '@/lib/odoo/intentions/changes';
import { judgeArchivings, judgeDeletions } from '../../../core/safety';
import { haltUnlessSafe } from '../../../engine/safety-halt';
import type { RunContext } from '../../kind';
import { type Link, PRODUCT, TEMPLATE } from '../family';
import { processBatch } from '../process-batch';
import type { Surroundings } from '../surroundings';
import { dropUnlinked } from './drop-unlinked';
import { loadLinks } from './load-families';

const DAY_MS = 24 * 60 * 60_000;

/**
 * What Odoo has unlinked leaves no date behind. Every run compares counts, one call a table; ids are compared when the
 * counts disagree with what they were, in a full run, and once a day. Gone here, never brought back there (S2).
 */
export async function sweepProducts(around: Surroundings): Promise<void> {
  const { run } = around;
  const templates = await missingIn(run, TEMPLATE);
  if (templates) {
    const known = await tiedCount(run, TEMPLATE);
    haltUnlessSafe(
      judgeDeletions({ known, missing: templates.missing.length, side: 'odoo' }, run.run.confirmed),
    );
    for (let at = 0; at < templates.missing.length; at += run.batchSize) {
      await dropUnlinked(around, templates.missing.slice(at, at + run.batchSize));
    }
    await remember(run, TEMPLATE, templates.count);
  }
  const variants = await missingIn(run, PRODUCT);
  if (!variants) return;
  const { missing } = variants;
  const known = await tiedCount(run, PRODUCT);
  haltUnlessSafe(judgeArchivings({ known, missing: missing.length, side: 'odoo' }, run.run.confirmed));
  const heads = await headsOf(run, missing);
  for (let at = 0; at < heads.length; at += run.batchSize) {
    await processBatch(around, { headIds: heads.slice(at, at + run.batchSize), templateIds: [] });
  }
  await remember(run, PRODUCT, variants.count);
}

/** Links whose record is gone; null when nothing suggests that any is. */
async function missingIn(
  run: RunContext,
  model: typeof TEMPLATE | typeof PRODUCT,
): Promise<{ missing: Link[]; count: number } | null> {
  const total = await countRecords(run.odoo, model);
  const [cursor] = await run.ctx.db.select().from(cursors).where(cursorOf(run, model));
  const beyond = total - (await tiedCount(run, model));
  const due = !cursor?.sweptAt || run.ctx.now().getTime() - cursor.sweptAt.getTime() > DAY_MS;
  if (!due && cursor.count === beyond && run.run.mode !== 'full') return null;
  const alive = new Set(await allIds(run.odoo, model));
  const tied = await run.ctx.db
    .select({ id: links.id, odooId: links.odooId })
    .from(links)
    .where(tiedTo(run, model));
  const gone = tied.filter((link) => !alive.has(link.odooId)).map((link) => link.odooId);
  const missing: Link[] = [];
  for (let at = 0; at < gone.length; at += 5_000) {
    const part = gone.slice(at, at + 5_000);
    missing.push(...(await loadLinks(run.ctx.db, run.integration.id, { model, odooIds: part })));
  }
  return { missing, count: total };
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

async function tiedCount(run: RunContext, model: string): Promise<number> {
  const [row] = await run.ctx.db.select({ tied: count() }).from(links).where(tiedTo(run, model));
  return row?.tied ?? 0;
}

/** `count` keeps how many records of Odoo are none of ours: it changes when one of ours goes, or a stranger comes. */
async function remember(run: RunContext, model: string, total: number): Promise<void> {
  if (run.run.dryRun) return;
  const state = { count: total - (await tiedCount(run, model)), sweptAt: run.ctx.now() };
  await run.ctx.db
    .insert(cursors)
    .values({ integrationId: run.integration.id, stream: model, ...state })
    .onConflictDoUpdate({ target: [cursors.integrationId, cursors.stream], set: state });
}

/** Products whose variant went alone: the family is looked at as a whole. */
async function headsOf(run: RunContext, gone: readonly Link[]): Promise<string[]> {
  const ids = gone.map((link) => link.localId);
  if (ids.length === 0) return [];
  const rows = await run.ctx.db
    .select({ id: products.id, parentId: products.parentId })
    .from(products)
    .where(inArray(products.id, ids));
  return [...new Set(rows.map((row) => row.parentId ?? row.id))];
}
