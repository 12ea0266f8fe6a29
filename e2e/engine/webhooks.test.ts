import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { POST } from '@/app/api/v1/webhooks/odoo/[topic]/route';
import { products, stockLevels } from '@/db/schema/catalogue';
import { integrations, webhookEvents } from '@/db/schema/integrations';
import { orders } from '@/db/schema/orders';
import { runs } from '@/db/schema/runs';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { storable } from '@/e2e/odoo/storable';
import { played } from '@/e2e/support/played-on';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { installOdooWebhooks } from '@/lib/integrations/webhooks/install';
import { openReceiver, type Receiver } from './receiver';
import { openStage, type Stage } from './stage';
import { startWorkerProcess } from './worker-process';

let stage: Stage;
let odoo: RunningOdoo;
let receiver: Receiver;
let integration: string;
let workers: ChildProcess[] = [];
afterEach(async () => {
  for (const worker of workers) worker.kill('SIGKILL');
  workers = [];
  await stage.close();
  await receiver.close();
});

/** A worker's program alone may take half a minute to begin on a busy machine. */
const SOON = { timeout: 60_000, interval: 100 };

/** A shop in real time: webhooks in Odoo, the receiver on a port, and workers as on other machines. */
async function open(version: string, machines = 1): Promise<void> {
  const keys = `test:${randomBytes(32).toString('base64')}`;
  receiver = await openReceiver(POST);
  stage = await openStage({ ENCRYPTION_KEYS: keys, APP_URL: receiver.url });
  receiver.serve(stage.runtime);
  odoo = await stage.odoo({ version });
  integration = await stage.join(odoo, { frequency: 'realtime' });
  await stage.runtime.db.update(integrations).set({ setupStep: null });
  expect(await stage.run(integration)).toMatchObject({ status: 'succeeded' });
  await installOdooWebhooks(stage.runtime.ctx, integration);
  workers = Array.from({ length: machines }, () => startWorkerProcess(stage, keys));
}

const goods = () => storable({ caps: odoo.db.caps });

/** Over the wire, so that Odoo announces it as it does. */
async function inOdoo(model: string, method: string, ...args: unknown[]): Promise<unknown> {
  const answer = await fetch(`${odoo.url}/jsonrpc`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      jsonrpc: '2.0',
      method: 'call',
      id: 1,
      params: {
        service: 'object',
        method: 'execute_kw',
        args: [odoo.database, 2, await odoo.apiKey('admin'), model, method, args],
      },
    }),
  });
  const { result }: { result?: unknown } = await answer.json();
  return result;
}

const titled = (title: string) =>
  stage.runtime.db
    .select()
    .from(products)
    .where(and(eq(products.title, title), isNull(products.deletedAt)));

const realRuns = () => stage.runtime.db.select().from(runs).where(eq(runs.integrationId, integration));

describe.each(played('17.0', '19.0'))(
  'webhooks of Odoo %s, from the edit there to the record here',
  (version) => {
    test('products, stock and orders arrive within seconds', async () => {
      await open(version);
      const id = await inOdoo('product.template', 'create', { name: 'Théière', list_price: 30, ...goods() });
      await vi.waitFor(async () => expect(await titled('Théière')).toHaveLength(1), SOON);
      await inOdoo('product.template', 'write', [id], { name: 'Théière en grès' });
      await vi.waitFor(async () => expect(await titled('Théière en grès')).toHaveLength(1), SOON);
      const [pot] = await titled('Théière en grès');

      const variant = await odoo.as(
        'admin',
        (env) => env.model('product.product').search([['product_tmpl_id', '=', Number(id)]])[0] ?? 0,
      );
      await inOdoo('product.product', 'write', [variant], { default_code: 'GRES-1' });
      await vi.waitFor(
        async () => expect(await titled('Théière en grès')).toMatchObject([{ sku: 'GRES-1' }]),
        SOON,
      );

      const place = await odoo.as('admin', (env) => env.model('stock.warehouse').one(1, 'lot_stock_id') ?? 0);
      await odoo.as('admin', (env) =>
        env.with({ inventory_mode: true }).model('stock.quant').create({
          product_id: variant,
          location_id: place,
          inventory_quantity_auto_apply: 12,
        }),
      );
      const level = () =>
        stage.runtime.db
          .select()
          .from(stockLevels)
          .where(eq(stockLevels.productId, pot?.id ?? ''));
      await vi.waitFor(async () => expect(Number((await level())[0]?.quantity)).toBe(12), SOON);

      await inOdoo('sale.order', 'create', {
        partner_id: 1,
        order_line: [[0, 0, { product_id: variant, product_uom_qty: 2, price_unit: 30 }]],
      });
      await vi.waitFor(
        async () =>
          expect(await stage.runtime.db.select().from(orders)).toMatchObject([{ status: 'quotation' }]),
        SOON,
      );
      expect(receiver.received.every(({ status }) => status === 202)).toBe(true);
    }, 240_000);
  },
);

test('a create that fails, a flood and repeats: nothing stays open, and few runs are made of many', async () => {
  await open('17.0');
  await inOdoo('product.template', 'create', { name: 'A', barcode: '2000000000015' });
  await inOdoo('product.template', 'create', { name: 'B', barcode: '2000000000015' });
  const many = Array.from({ length: 60 }, (_, n) => ({ name: `Lot ${n}` }));
  const ids = await inOdoo('product.template', 'create', many);
  await inOdoo('product.template', 'write', ids, { description_sale: 'Neuf' });
  await vi.waitFor(async () => {
    const rows = await stage.runtime.db.select().from(products).where(eq(products.description, 'Neuf'));
    expect(rows).toHaveLength(60);
  }, SOON);
  const again = receiver.received.slice(0, 5).toReversed();
  const { search } = new URL(webhookAddress());
  for (const { body } of again) {
    const repeated = await fetch(`${receiver.url}/api/v1/webhooks/odoo/products${search}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(repeated.status).toBe(202);
  }
  expect(await titled('B')).toHaveLength(0);
  await vi.waitFor(
    async () =>
      expect(
        await stage.runtime.db.select().from(webhookEvents).where(eq(webhookEvents.status, 'pending')),
      ).toEqual([]),
    SOON,
  );
  expect(receiver.received.length).toBeGreaterThan(120);
  await vi.waitFor(
    async () =>
      expect(new Set((await realRuns()).map(({ status }) => status))).toEqual(new Set(['succeeded'])),
    SOON,
  );
  expect((await realRuns()).length).toBeLessThan(15);
}, 240_000);

/** The address Odoo was told, secret and all. */
function webhookAddress(): string {
  const actions = odoo.db.table('ir.actions.server').rows.values();
  for (const row of actions) {
    const url = row.webhook_url;
    if (typeof url === 'string' && url.includes('/products')) return url;
  }
  throw new Error('no webhook installed');
}

test('losing every webhook costs nothing but time', async () => {
  await open('17.0');
  receiver.deaf(true);
  await inOdoo('product.template', 'create', { name: 'Sourdine' });
  await stage.run(integration);
  expect(await titled('Sourdine')).toHaveLength(1);
});

test('an edit here is in Odoo within seconds, many are one run, and two machines never do the same work', async () => {
  await open('17.0', 2);
  await inOdoo('product.template', 'create', { name: 'Carafe' });
  await vi.waitFor(async () => expect(await titled('Carafe')).toHaveLength(1), SOON);
  await vi.waitFor(
    async () => expect((await realRuns()).every(({ status }) => status === 'succeeded')).toBe(true),
    SOON,
  );
  const before = (await realRuns()).length;
  const [carafe] = await titled('Carafe');
  for (let n = 1; n <= 20; n++)
    await updateProduct(stage.runtime.ctx, carafe?.id ?? '', { title: `Carafe ${n}` });
  const inShop = () =>
    odoo.as('admin', (env) => env.model('product.template').search([['name', '=', 'Carafe 20']]).length);
  await vi.waitFor(async () => expect(await inShop()).toBe(1), SOON);
  await vi.waitFor(
    async () => expect((await realRuns()).every(({ finishedAt }) => finishedAt !== null)).toBe(true),
    SOON,
  );
  const ours = (await realRuns()).slice(before).toSorted((a, b) => Number(a.startedAt) - Number(b.startedAt));
  expect(ours.length).toBeLessThan(8);
  for (const [n, run] of ours.slice(1).entries()) {
    expect(Number(run.startedAt)).toBeGreaterThanOrEqual(Number(ours[n]?.finishedAt));
  }
}, 240_000);
