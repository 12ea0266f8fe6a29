import { and, eq, isNull } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import { links } from '@/db/schema/links';
import { instantOf } from '@/lib/odoo/dialect/instant';
import {
  haveTemplateValuesMoved,
  type Stream,
  templatesUsing,
  templatesWithTaxes,
} from '@/lib/odoo/intentions/changes';
import { maySeeKits } from '@/lib/odoo/intentions/read-kits';
import type { Domain } from '@/lib/odoo/rows';
import type { FeedRow } from '../../../engine/change-feed';
import { broughtBackTemplates } from '../../../history/left-out/tie-brought-back';
import type { RunContext } from '../../kind';
import { PRODUCT, TEMPLATE } from '../family';
import type { Surroundings } from '../surroundings';
import { announcedTemplates, decidedTemplates, retriedTemplates } from './awaited-templates';
import { enteredTemplates } from './entered-filter';
import { judgeArchivedInOdoo } from './judge-archived';
import { returnedTemplates } from './returned';

const REFERENCED = ['product.attribute', 'product.attribute.value'] as const;
const VALUE = 'product.template.attribute.value' as const;

/**
 * Ids of templates to look at because something about them changed in Odoo: pages, each id once. Renamed attributes
 * move no product's date, so they are asked for (FACTS.md C §2); changed taxes the run knows already, by its frame.
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
  const all = await readsAll(around);
  let judged = false;
  for await (const rows of run.feed.changed(TEMPLATE, [...filter('categ_id'), ...rest])) {
    if (!judged) await judgeArchivedInOdoo(around);
    judged = true;
    yield fresh((await unknownDates(run, TEMPLATE, rows)).map((row) => row.id));
  }
  const { hasProductImage } = run.odoo.capabilities;
  const valuesMoved = all || (await haveValuesMoved(run));
  const streams: Stream[] = [
    PRODUCT,
    ...(hasProductImage ? (['product.image'] as const) : []),
    ...((await maySeeKits(run.odoo)) ? (['mrp.bom'] as const) : []),
    ...(valuesMoved ? ([VALUE] as const) : []),
  ];
  for (const stream of all ? [...streams, ...REFERENCED] : streams) {
    if (all) {
      run.feed.pass(stream);
      continue;
    }
    for await (const rows of run.feed.changed(stream, filter('product_tmpl_id.categ_id'))) {
      yield fresh((await unknownDates(run, stream, rows)).map((row) => row.owner));
    }
  }
  if (valuesMoved && !all) yield fresh(await templatesOfReferences(run));
  yield fresh(await repricedTemplates(run));
  yield fresh(await returnedTemplates(run));
  yield fresh(await enteredTemplates(around));
  yield fresh(await retriedTemplates(run));
  yield fresh(await announcedTemplates(run));
  yield fresh(await decidedTemplates(run));
  yield fresh(await broughtBackTemplates(run));
}

/**
 * Whether every template is read in this run with all that belongs to it, so that the tables around them have nothing to
 * add. A first run that another one began passes over what that one has read, and is told by them what moved since.
 */
async function readsAll({ run, deletions }: Surroundings): Promise<boolean> {
  if ((await run.feed.since(TEMPLATE)) !== null) return false;
  return run.checkpoint.position !== null || deletions.known === 0;
}

/** One question for three tables, of which each is read only when one of them has moved. */
async function haveValuesMoved({ feed, odoo }: RunContext): Promise<boolean> {
  if ([VALUE, ...REFERENCED].every((stream) => feed.unmoved(stream))) return false;
  const since = await Promise.all([VALUE, ...REFERENCED].map((stream) => feed.since(stream)));
  const known = since.filter((one) => one !== null).sort();
  const [earliest] = known;
  if (earliest === undefined || known.length < since.length) return true;
  return haveTemplateValuesMoved(odoo, earliest);
}

async function templatesOfReferences(run: RunContext): Promise<number[]> {
  const idsOf = async (stream: (typeof REFERENCED)[number]) => {
    const ids: number[] = [];
    for await (const page of run.feed.changed(stream)) ids.push(...page.map((row) => row.id));
    return ids;
  };
  const attributeIds = await idsOf('product.attribute');
  const valueIds = await idsOf('product.attribute.value');
  return templatesUsing(run.odoo, { attributeIds, valueIds });
}

/** What depends on settings of Odoo that have changed: all prices, or those that are counted with the changed taxes. */
async function repricedTemplates({ ctx, integration, odoo, frame }: RunContext): Promise<number[]> {
  if (!frame.allProducts) return templatesWithTaxes(odoo, frame.taxIds);
  const tied = await ctx.db
    .select({ id: links.odooId })
    .from(links)
    .where(
      and(
        eq(links.integrationId, integration.id),
        eq(links.odooModel, TEMPLATE),
        isNull(links.odooDeletedAt),
        isNull(links.outOfReachSince),
      ),
    );
  return tied.map((link) => link.id);
}

/**
 * So long after a date what was read with it is all that was written in its second: the reading itself lies before the
 * commit by less.
 */
const SURE_MS = 60_000;

/**
 * Rows whose link has their very date were read with it already: a killed run goes on behind them. Not those read, or
 * written by a run, within the second or soon after: somebody may have written once more with the same date.
 */
async function unknownDates(run: RunContext, model: string, rows: readonly FeedRow[]): Promise<FeedRow[]> {
  if (model !== TEMPLATE && model !== PRODUCT) return [...rows];
  const known = await run.ctx.db
    .select({ odooId: links.odooId, writeDate: links.odooWriteDate, lastSyncedAt: links.lastSyncedAt })
    .from(links)
    .where(
      and(
        eq(links.integrationId, run.integration.id),
        eq(links.odooModel, model),
        anyOf(
          links.odooId,
          rows.map((row) => row.id),
        ),
      ),
    );
  const ahead = run.odoo.serverTime().getTime() - run.ctx.now().getTime();
  const sure = known.filter(({ writeDate, lastSyncedAt }) => {
    if (!writeDate || !lastSyncedAt) return false;
    return lastSyncedAt.getTime() + ahead - instantOf(writeDate).getTime() > SURE_MS;
  });
  const dates = new Map(sure.map((link) => [link.odooId, link.writeDate]));
  return rows.filter((row) => row.certain || dates.get(row.id) !== row.writeDate);
}
