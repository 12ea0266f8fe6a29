import { afterAll, beforeAll, expect, test } from 'vitest';
import { integrations } from '@/db/schema/integrations';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { createCategory } from '@/lib/catalogue/categories/create-category';
import { updateCategory } from '@/lib/catalogue/categories/update-category';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { readFieldStates } from '@/lib/integrations/overview/field-states';
import { readFreshness } from '@/lib/integrations/overview/freshness';
import { streamSheet } from '@/lib/spreadsheet/answer-sheet';
import { listConflicts } from '@/lib/sync/history/list-conflicts';
import { getRun } from '@/lib/sync/history/list-runs';
import { exportLog } from '@/lib/sync/history/log/export-log';
import { type LogFilter, listLog } from '@/lib/sync/history/log/list-log';
import { presentLogLine } from '@/lib/sync/history/log/present-log';
import { openStage, type Run, type Stage } from './stage';

let stage: Stage;
let odoo: RunningOdoo;
let run: Run;
/** In Odoo: renamed on both sides, and with a price that fits nowhere here. */
const ids = { disputed: 0, refused: 0 };
const anne = { kind: 'user', id: null, name: 'Anne Martin', role: 'admin' } as const;
const ctx = () => stage.runtime.ctx;

beforeAll(async () => {
  stage = await openStage();
  odoo = await stage.odoo({ version: '17.0' });
  const integration = await stage.join(odoo, { conflict_policy: 'manual' });
  const { id } = await createProduct(ctx(), { title: 'Pichet', price: '20.00' });
  await createProduct(ctx(), { title: 'Tasse', price: '5.00' });
  const { id: categoryId } = await createCategory(ctx(), { name: 'Vaisselle', parent_id: null });
  await stage.run(integration);
  await updateCategory({ ...ctx(), actor: anne }, categoryId, { name: 'Arts de la table' });
  await updateProduct({ ...ctx(), actor: anne }, id, { title: 'Pichet bleu' });
  odoo.as('admin', (env) => {
    const model = env.model('product.template');
    const [disputed = 0] = model.search([['name', '=', 'Pichet']]);
    const [refused = 0] = model.search([['name', '=', 'Tasse']]);
    Object.assign(ids, { disputed, refused });
    const categories = env.model('product.category');
    categories.write(categories.search([['name', '=', 'Vaisselle']]), { name: 'Vaisselle et verres' });
    model.write([disputed], { name: 'Pichet vert', description_sale: 'Grès' });
    model.write([refused], { list_price: 123_456_789_012_345 });
  });
  run = await stage.run(integration);
});
afterAll(() => stage.close());

const linesOf = async (filter: Omit<LogFilter, 'runId' | 'limit'> = {}) =>
  (await listLog(ctx(), { runId: run.id, limit: 500, ...filter })).data;

test('a run’s log tells steps, calls with their time, changes, errors and conflicts, in order', async () => {
  const lines = await linesOf();
  expect(lines.at(0)).toMatchObject({ event: 'started', level: 'info' });
  expect(lines.at(-1)).toMatchObject({ event: 'ended', code: 'partial', level: 'warning' });
  expect(lines.filter(({ event }) => event === 'call')).toHaveLength(run.rpcCalls);
  for (const { duration_ms } of lines.filter(({ event }) => event === 'call'))
    expect(duration_ms).toBeGreaterThanOrEqual(0);
  expect(lines).toContainEqual(expect.objectContaining({ event: 'phase', kind: 'product', code: 'pull' }));
  expect(lines).toContainEqual(
    expect.objectContaining({
      event: 'change',
      label: 'Pichet bleu',
      params: { side: 'here', fields: ['description'] },
    }),
  );
  expect(lines.filter(({ level }) => level !== 'info').map(({ event, label }) => [event, label])).toEqual(
    expect.arrayContaining([
      ['conflict', expect.stringContaining('Pichet')],
      ['record_error', 'Tasse'],
    ]),
  );
  expect(JSON.stringify(lines)).not.toContain(await odoo.apiKey('admin'));
});

test('it is paged, filtered by level and by record, and leaves as a file', async () => {
  const all = await linesOf();
  const paged: typeof all = [];
  for (let cursor: string | undefined; ; ) {
    const page = await listLog(ctx(), { runId: run.id, limit: 7, cursor });
    paged.push(...page.data);
    if (page.next_cursor === null) break;
    cursor = page.next_cursor;
  }
  expect(paged).toEqual(all);
  expect((await linesOf({ level: 'error' })).map(({ event }) => event)).toEqual(['record_error']);
  const about = await linesOf({ record: String(ids.refused) });
  expect(about.length).toBeGreaterThan(0);
  expect(about.every(({ odoo_ids }) => odoo_ids?.includes(ids.refused))).toBe(true);
  expect((await linesOf({ record: 'tásse' })).map(({ event }) => event)).toEqual(['record_error']);

  const file = exportLog(ctx(), await getRun(ctx(), run.id), { event: 'call' }, 'fr');
  const text = await new Response(streamSheet(file, 'csv')).text();
  expect(text.trim().split('\n')).toHaveLength(run.rpcCalls + 1);
  expect(text).toContain('Appel à Odoo');
  for (const line of all) expect(presentLogLine(line, 'fr').message).not.toMatch(/^$|sync\.|undefined/);
});

test('a conflict names who edited the record on each side', async () => {
  const { data } = await listConflicts(ctx(), { limit: 10 });
  const both = { hereChangedBy: 'Anne Martin', odooChangedBy: expect.stringMatching(/\w/) };
  const dated = { hereChangedAt: expect.any(Date), odooChangedAt: expect.any(Date) };
  expect(data.map(({ kind, field }) => [kind, field]).sort()).toEqual([
    ['category', 'name'],
    ['product', 'title'],
  ]);
  for (const conflict of data) expect(conflict).toMatchObject({ ...both, ...dated });
});

test('of each field it is told where it travels, with the run that carried it last', async () => {
  const [integration] = await ctx().db.select().from(integrations);
  if (!integration) throw new Error('There is no integration.');
  const states = await readFieldStates(ctx(), integration);
  const of = (name: string) => states.find(({ field }) => field === name);
  expect(of('description')).toMatchObject({
    way: 'both',
    cameFromOdoo: { runId: run.id, label: 'Pichet bleu' },
  });
  expect(of('title')?.wentToOdoo?.runId).not.toBe(run.id);
  expect(of('images')).toMatchObject({ cameFromOdoo: null, wentToOdoo: null });
  const fields = { ...integration.syncConfig.fields, product: ['title' as const], stock: [] };
  const narrow = {
    ...integration,
    syncConfig: { ...integration.syncConfig, direction: 'import' as const, fields },
  };
  expect((await readFieldStates(ctx(), narrow)).map(({ way }) => way)).toEqual([
    'in',
    ...Array(11).fill('never'),
  ]);
});

test('a simple product counts as a product alone, though Odoo has a variant of it too', async () => {
  const [integration] = await ctx().db.select().from(integrations);
  if (!integration) throw new Error('There is no integration.');
  const known = new Map(
    (await readFreshness(ctx(), integration)).map(({ kind, records }) => [kind, records]),
  );
  expect([known.get('product'), known.get('variant')]).toEqual([2, 0]);
});
