import { and, asc, eq, gt, inArray, isNotNull, isNull, lte, sql } from 'drizzle-orm';
import { products } from '@/db/schema/catalogue';
import { webhookEvents } from '@/db/schema/integrations';
import { conflicts, links, outbox, syncErrors } from '@/db/schema/sync';
import { type Stream, templatesUsing, templatesWithTaxes } from '@/lib/odoo/intentions/changes';
import type { Domain } from '@/lib/odoo/rows';
import type { FeedRow } from '../../engine/change-feed';
import type { RunContext } from '../kind';
import { enteredTemplates } from './entered-filter';
import { PRODUCT, TEMPLATE } from './family';
import type { Surroundings } from './surroundings';

/** Tables that change with a product, by template: what a variant, a value's price or a further picture says. */
const OWNED: readonly Stream[] = [PRODUCT, 'product.template.attribute.value'];

/**
 * Ids of templates to look at because something about them changed in Odoo: pages, each id once. Renamed attributes
 * and changed taxes move no product's date, so they are asked for (FACTS.md C §2).
 */
export async function* changedTemplates(around: Surroundings): AsyncGenerator<number[]> {
  const { run, inside } = around;
  const done = new Set<number>();
  // A full run that was taken over: what it went past before is done.
  const passed = run.checkpoint.reached('product', 0);
  const fresh = (ids: readonly (number | null)[]) => {
    const page = [...new Set(ids.filter((id) => id !== null))].filter((id) => id > passed && !done.has(id));
    for (const id of page) done.add(id);
    return page;
  };
  const filter = (field: string): Domain => (inside === null ? [] : [[field, 'in', [...inside]]]);
  const rest: Domain = passed > 0 ? [['id', '>', passed]] : [];
  for await (const rows of run.feed.changed(TEMPLATE, [...filter('categ_id'), ...rest])) {
    yield fresh((await unknownDates(run, TEMPLATE, rows)).map((row) => row.id));
  }
  const streams: Stream[] = run.odoo.capabilities.hasProductImage ? [...OWNED, 'product.image'] : [...OWNED];
  for (const stream of streams) {
    for await (const rows of run.feed.changed(stream, filter('product_tmpl_id.categ_id'))) {
      yield fresh((await unknownDates(run, stream, rows)).map((row) => row.owner));
    }
  }
  if (await isFirst(run)) {
    for (const stream of REFERENCED) for await (const _page of run.feed.changed(stream));
  } else {
    yield fresh(await templatesOfReferences(run));
  }
  yield fresh(await enteredTemplates(around));
  yield fresh(await retriedTemplates(run));
  yield fresh(await announcedTemplates(run));
  yield fresh(await decidedTemplates(run));
}

const REFERENCED = ['product.attribute', 'product.attribute.value', 'account.tax'] as const;

async function templatesOfReferences(run: RunContext): Promise<number[]> {
  const idsOf = async (stream: (typeof REFERENCED)[number]) => {
    const ids: number[] = [];
    for await (const page of run.feed.changed(stream)) ids.push(...page.map((row) => row.id));
    return ids;
  };
  const attributeIds = await idsOf('product.attribute');
  const valueIds = await idsOf('product.attribute.value');
  const taxIds = await idsOf('account.tax');
  return [
    ...(await templatesUsing(run.odoo, { attributeIds, valueIds })),
    ...(await templatesWithTaxes(run.odoo, taxIds)),
  ];
}

/** In the first run every product is read anyway. */
async function isFirst(run: RunContext): Promise<boolean> {
  const rows = await run.ctx.db
    .select({ id: links.id })
    .from(links)
    .where(
      and(
        eq(links.integrationId, run.integration.id),
        eq(links.kind, 'product'),
        isNotNull(links.lastSyncedAt),
      ),
    )
    .limit(1);
  return rows.length === 0;
}

/** Rows whose link has their very date were read (or written) with it already: a killed run goes on behind them. */
async function unknownDates(run: RunContext, model: string, rows: readonly FeedRow[]): Promise<FeedRow[]> {
  if (model !== TEMPLATE && model !== PRODUCT) return [...rows];
  const known = await run.ctx.db
    .select({ odooId: links.odooId, writeDate: links.odooWriteDate })
    .from(links)
    .where(
      and(
        eq(links.integrationId, run.integration.id),
        eq(links.odooModel, model),
        inArray(
          links.odooId,
          rows.map((row) => row.id),
        ),
      ),
    );
  const dates = new Map(known.map((link) => [link.odooId, link.writeDate]));
  return rows.filter((row) => row.certain || dates.get(row.id) !== row.writeDate);
}

async function retriedTemplates(run: RunContext): Promise<number[]> {
  const rows = await run.ctx.db
    .select({ id: syncErrors.odooId })
    .from(syncErrors)
    .where(and(dueErrors(run), eq(syncErrors.odooModel, TEMPLATE), isNotNull(syncErrors.odooId)));
  return rows.flatMap((row) => row.id ?? []);
}

function dueErrors(run: RunContext) {
  return and(
    eq(syncErrors.integrationId, run.integration.id),
    eq(syncErrors.status, 'open'),
    inArray(syncErrors.kind, ['product', 'variant', 'image']),
    lte(syncErrors.nextRetryAt, sql`now()`),
  );
}

/** What webhooks announced: a hint, followed at once. */
async function announcedTemplates(run: RunContext): Promise<number[]> {
  const rows = await run.ctx.db
    .select({ model: webhookEvents.odooModel, id: webhookEvents.odooId })
    .from(webhookEvents)
    .where(
      and(
        eq(webhookEvents.integrationId, run.integration.id),
        eq(webhookEvents.topic, 'products'),
        eq(webhookEvents.status, 'pending'),
        lte(webhookEvents.dueAt, sql`now()`),
      ),
    );
  return rows.filter((row) => row.model === TEMPLATE).map((row) => row.id);
}

/**
 * Templates that waited until a person said who is who: those asked about and those that were candidates. Nothing about
 * them has changed since, so no feed names them.
 */
async function decidedTemplates(run: RunContext): Promise<number[]> {
  const rows = await run.ctx.db
    .select({ id: conflicts.odooId, candidates: conflicts.candidates })
    .from(conflicts)
    .where(
      and(
        eq(conflicts.integrationId, run.integration.id),
        eq(conflicts.reason, 'several_candidates'),
        eq(conflicts.status, 'settled'),
        isNull(conflicts.appliedAt),
      ),
    );
  return rows.flatMap(({ id, candidates }) => [
    ...(id === null ? [] : [id]),
    ...(candidates ?? []).flatMap((one) => (typeof one.id === 'number' ? one.id : [])),
  ]);
}

/** Ids of products here to look at: edited, to be tried again, decided about; in a first or full run every one. */
export async function* changedHere(around: Surroundings): AsyncGenerator<string[]> {
  const { run } = around;
  const { db } = run.ctx;
  const edited = await db
    .select({ id: outbox.localId })
    .from(outbox)
    .where(and(eq(outbox.integrationId, run.integration.id), eq(outbox.kind, 'product')))
    .orderBy(asc(outbox.changedAt));
  const failed = await db
    .select({ id: syncErrors.localId })
    .from(syncErrors)
    .where(and(dueErrors(run), isNotNull(syncErrors.localId)));
  const decided = await db
    .select({ id: conflicts.localId })
    .from(conflicts)
    .where(
      and(
        eq(conflicts.integrationId, run.integration.id),
        eq(conflicts.status, 'settled'),
        isNull(conflicts.appliedAt),
        isNotNull(conflicts.localId),
      ),
    );
  const done = new Set<string>();
  const named = await headsOf(
    run,
    [...edited, ...failed, ...decided].flatMap((row) => row.id ?? []),
  );
  for (let at = 0; at < named.length; at += run.batchSize) {
    const page = named.slice(at, at + run.batchSize);
    for (const id of page) done.add(id);
    yield page;
  }
  if (run.run.mode !== 'full' && !(await neverSent(run))) return;
  for (let last = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows = await db
      .select({ id: products.id })
      .from(products)
      .where(
        and(
          isNull(products.parentId),
          isNull(products.deletedAt),
          gt(products.id, last),
          sql`not exists (select 1 from ${links} where ${links.integrationId} = ${run.integration.id}
            and ${links.kind} = 'product' and ${links.localId} = ${products.id})`,
        ),
      )
      .orderBy(asc(products.id))
      .limit(run.batchSize);
    const end = rows.at(-1);
    if (!end) return;
    yield rows.map((row) => row.id).filter((id) => !done.has(id));
    last = end.id;
  }
}

async function headsOf(run: RunContext, ids: readonly string[]): Promise<string[]> {
  const heads: string[] = [];
  for (let at = 0; at < ids.length; at += 5_000) {
    const rows = await run.ctx.db
      .select({ id: products.id, parentId: products.parentId })
      .from(products)
      .where(inArray(products.id, ids.slice(at, at + 5_000)));
    heads.push(...rows.map((row) => row.parentId ?? row.id));
  }
  return [...new Set(heads)];
}

/** Before the first run that went well, products older than the integration have no outbox row. */
async function neverSent(run: RunContext): Promise<boolean> {
  const rows = await run.ctx.db.execute(sql`
    select 1 from cursors where integration_id = ${run.integration.id} and stream = ${TEMPLATE} and watermark is not null`);
  return rows.length === 0;
}
