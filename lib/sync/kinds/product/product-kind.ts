import { countRecords } from '@/lib/odoo/intentions/changes';
import { readTemplates } from '@/lib/odoo/intentions/read-templates';
import type { RemoteTemplate } from '@/lib/odoo/records';
import { chunks, type Domain } from '@/lib/odoo/rows';
import { refreshStatistics } from '../../engine/refresh-statistics';
import type { RunContext, SyncKind } from '../kind';
import { TEMPLATE } from './family';
import { changedHere, howManyHere, looksAtAll } from './find/changed-here';
import { changedTemplates } from './find/changed-templates';
import { rememberInside } from './find/entered-filter';
import { judgeArchivedHere } from './find/judge-archived';
import { sweepProducts } from './find/sweep';
import { PageScale } from './page-scale';
import { processBatch } from './process-batch';
import { readSurroundings, type Surroundings } from './surroundings';

/** Made once per run: the category trees and what else products are read with. */
const made = new WeakMap<RunContext, Promise<Surroundings>>();

function surroundings(run: RunContext): Promise<Surroundings> {
  const known = made.get(run) ?? readSurroundings(run);
  made.set(run, known);
  return known;
}

/** Products with their variants and pictures, both ways. */
export const productKind: SyncKind = {
  name: 'product',
  selected: () => true,
  phases: {
    pull,
    push,
    async sweep(run) {
      const around = await surroundings(run);
      await sweepProducts(around);
      await rememberInside(around);
    },
  },
};

interface Page {
  readonly ids: number[];
  readonly read: Promise<RemoteTemplate[]>;
}

/**
 * What changed in Odoo: the next page is on its way while this one is merged and stored, batch by batch, and never a
 * third. A run that reads what changed reads no more at once than it stores, so that little time passes between looking
 * and writing.
 */
async function pull(run: RunContext): Promise<void> {
  const around = await surroundings(run);
  await judgeArchivedHere(around);
  const readsAll = (await run.feed.since(TEMPLATE)) === null;
  const scale = new PageScale();
  let total: number | null = null;
  let done = 0;
  let ahead: Page | null = null;
  const work = async (page: Page) => {
    const all = await page.read;
    const templates = new Map(all.map((template) => [template.id, template]));
    // What is stored needs no more room; the page itself would hold it to its end.
    all.length = 0;
    for (const ids of chunks(page.ids, run.batchSize)) {
      // One batch is over before anybody asks how long it will take.
      if (done === 0 && page.ids.length >= run.batchSize) total = await howManyInOdoo(around);
      const read = ids.flatMap((id) => templates.get(id) ?? []);
      await processBatch(around, { headIds: [], templateIds: ids }, read);
      for (const id of ids) templates.delete(id);
      done += ids.length;
      const [first = 0] = ids;
      // Templates come by id; what follows them in other tables has no order and little work.
      if (first > run.checkpoint.reached('product', 0)) run.checkpoint.pass('product', Math.max(...ids));
      await run.progress(done, total && Math.max(total, done));
    }
    await refreshStatistics(run);
  };
  try {
    const size = () => (readsAll ? scale.rows : run.batchSize);
    for await (const ids of batches(changedTemplates(around), size)) {
      if (ahead) scale.came(await ahead.read);
      const next = { ids, read: readTemplates(run.odoo, ids) };
      // Its failure is met where it is awaited.
      next.read.catch(() => undefined);
      if (ahead) await work(ahead);
      ahead = next;
    }
    if (ahead) await work(ahead);
  } finally {
    await ahead?.read.catch(() => undefined);
  }
}

/** Twice what is stored at once: its answers are short, and every list, look-up and read-back is shared by more. */
const SENT_AT_ONCE = 1_000;

/** What changed here. */
async function push(run: RunContext): Promise<void> {
  const around = await surroundings(run);
  const total = await howManyHere(around);
  let done = 0;
  for await (const headIds of batches(changedHere(around), () => SENT_AT_ONCE)) {
    await processBatch(around, { headIds, templateIds: [] });
    await refreshStatistics(run);
    done += headIds.length;
    await run.progress(done, Math.max(total, done));
  }
}

/** How many templates a run that reads them all has before it, for its page; null where it reads what changed. One call. */
async function howManyInOdoo({ run, inside }: Surroundings): Promise<number | null> {
  if (!(await looksAtAll(run))) return null;
  const filter: Domain = inside === null ? [] : [['categ_id', 'in', [...inside]]];
  const passed = run.checkpoint.reached('product', 0);
  const rest: Domain = passed > 0 ? [['id', '>', passed]] : [];
  return countRecords(run.odoo, TEMPLATE, [...filter, ...rest]);
}

/** Pages of any size as batches of the size wanted at the time. */
async function* batches<Id>(pages: AsyncIterable<readonly Id[]>, size: () => number): AsyncGenerator<Id[]> {
  let rest: Id[] = [];
  for await (const page of pages) {
    rest.push(...page);
    while (rest.length >= size()) yield rest.splice(0, size());
  }
  if (rest.length > 0) yield rest;
  rest = [];
}
