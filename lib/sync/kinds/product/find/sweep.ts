import { and, count, eq, inArray, isNull, sql } from 'drizzle-orm';
import { products } from '@/db/schema/catalogue';
import { cursors, links } from '@/db/schema/sync';
import { allIds, countRecords } from '@/lib/odoo/intentions/changes';
import { judgeArchivings, judgeDeletions } from '../../../core/safety';
import { inEngineTransaction } from '../../../engine/engine-transaction';
import { haltUnlessSafe } from '../../../engine/safety-halt';
import type { Decisions } from '../../../history/load-decisions';
import type { RunContext } from '../../kind';
import { directionOf } from '../../rules-of';
import { baseOf, type Link, NOBODY, PRODUCT, TEMPLATE } from '../family';
import { planFamily } from '../plan/plan-family';
import { processBatch } from '../process-batch';
import type { Surroundings } from '../surroundings';
import { loadFamiliesHere, loadLinks } from './load-families';

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
      await drop(around, templates.missing.slice(at, at + run.batchSize));
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

/** Logically deleted here, with what was typed meanwhile kept as a conflict. */
async function drop(around: Surroundings, gone: readonly Link[]): Promise<void> {
  const { run } = around;
  const headIds = gone.map((link) => link.localId);
  const families = await loadFamiliesHere(run.ctx.db, headIds);
  const decisions: Decisions = new Map();
  const report = run.report();
  const dead: string[] = [];
  const writes = directionOf(run.integration) !== 'to_odoo';
  for (const link of gone) {
    const here = families.get(link.localId);
    if (!here || here.head.deletedAt) continue;
    const subject = {
      kind: 'product' as const,
      localId: link.localId,
      odooModel: TEMPLATE,
      odooId: link.odooId,
      label: here.head.title,
    };
    const plan = planFamily(
      { here, odoo: null, link: null, variantLinks: [], mark: null, decisions, recombined: NOBODY },
      around,
    );
    const base = baseOf(link) ?? {};
    for (const [field, value] of Object.entries(plan.head.here)) {
      if (base[field] === undefined || JSON.stringify(base[field]) === JSON.stringify(value)) continue;
      report.conflict(subject, {
        field,
        reason: 'deleted_and_changed',
        base: base[field],
        here: value,
        odoo: null,
        policy: run.integration.syncConfig.conflict_policy,
        choice: 'odoo',
        decided: false,
      });
      report.count('product', 'conflicts');
    }
    if (!run.run.dryRun) report.success(subject);
    if (!writes) continue;
    dead.push(link.localId);
    report.count('product', 'deleted_here');
    report.change(subject, {
      side: 'here',
      action: 'delete',
      fields: { active: { before: true, after: false } },
    });
  }
  await inEngineTransaction(run, async (tx) => {
    if (!run.run.dryRun) {
      const all = headIds.flatMap((id) => [id, ...(families.get(id)?.variants ?? []).map((row) => row.id)]);
      await tx
        .update(links)
        .set({ odooDeletedAt: sql`now()` })
        .where(
          and(
            eq(links.integrationId, run.integration.id),
            inArray(links.kind, ['product', 'variant']),
            inArray(links.localId, all),
          ),
        );
      if (dead.length > 0) {
        const rows = dead.flatMap((id) => [id, ...(families.get(id)?.variants ?? []).map((row) => row.id)]);
        await tx
          .update(products)
          .set({ deletedAt: sql`now()` })
          .where(and(inArray(products.id, rows), isNull(products.deletedAt)));
      }
    }
    await report.save(tx);
  });
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
