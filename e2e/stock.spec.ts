import AxeBuilder from '@axe-core/playwright';
import type { APIRequestContext, Page } from '@playwright/test';
import Decimal from 'decimal.js';
import { z } from 'zod';
import { joinedShop, synchronise } from './support/joined-shop';
import { OdooUser } from './support/odoo-user';
import { readProductState } from './support/product-state';
import { expect, test } from './support/test';

/** Stock, orders and analytics of the seeded shop, in the browser and in Odoo at once. */

let odoo: OdooUser;
let api: APIRequestContext;
let integration: string;

const Rows = z.array(z.record(z.string(), z.unknown()));

async function search(model: string, domain: unknown[], fields: string[]) {
  return Rows.parse(await odoo.call(model, 'search_read', [domain], { fields }));
}

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ playwright, baseURL }) => {
  test.setTimeout(180_000);
  const product = readProductState();
  api = await playwright.request.newContext({
    baseURL,
    extraHTTPHeaders: { authorization: `Bearer ${product.token}` },
  });
  odoo = await OdooUser.signIn(product.odoo);
  integration = await joinedShop(api, product);
  await synchronise(api, integration);
});
test.afterAll(async () => {
  await api.dispose();
});

/** A lamp of the shop that is sold in one version only. */
const SKU = 'LPD-07';

async function quantityField(page: Page) {
  await page.goto(`/stock?search=${SKU}`);
  return page.getByRole('textbox', { name: /^Quantité de .* dans / }).first();
}

async function onHand(productId: unknown, location: unknown): Promise<number> {
  const quants = await search(
    'stock.quant',
    [
      ['product_id', '=', productId],
      ['location_id', '=', location],
    ],
    ['quantity'],
  );
  return quants.reduce((sum, quant) => sum + Number(quant.quantity), 0);
}

const movesOf = (product: unknown) =>
  search('stock.move', [['product_id', '=', product]], ['product_uom_qty', 'state']);

async function place() {
  const [product] = await search('product.product', [['default_code', '=', SKU]], ['id']);
  const [warehouse] = await search('stock.warehouse', [], ['lot_stock_id']);
  const location = warehouse?.lot_stock_id;
  return { product: product?.id, location: Array.isArray(location) ? location[0] : location };
}

test('stock changed here becomes a move in Odoo, and stock changed there is shown here', async ({
  admin: page,
}) => {
  test.setTimeout(180_000);
  const { product, location } = await place();
  const [before, moves] = await Promise.all([onHand(product, location), movesOf(product)]);
  const field = await quantityField(page);
  await expect(field).toHaveValue(String(before));
  await field.fill(String(before + 7));
  await field.press('Enter');
  await expect(page.getByText('Enregistré').first()).toBeAttached();
  await synchronise(api, integration);
  await expect.poll(() => onHand(product, location)).toBe(before + 7);
  expect((await movesOf(product)).slice(moves.length)).toMatchObject([{ product_uom_qty: 7, state: 'done' }]);

  await odoo.call(
    'stock.quant',
    'create',
    [[{ product_id: product, location_id: location, inventory_quantity_auto_apply: before + 2 }]],
    { context: { inventory_mode: true } },
  );
  await synchronise(api, integration);
  await expect(await quantityField(page)).toHaveValue(String(before + 2));
});

test('the analytics of the year are those of Odoo, to the cent', async ({ admin: page }) => {
  const sold = await search(
    'sale.order',
    [['state', 'in', ['sale', 'done']]],
    ['amount_total', 'date_order'],
  );
  const day = (text: unknown) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short' }).format(
      new Date(`${String(text).replace(' ', 'T')}Z`),
    );
  const days = sold.map((order) => day(order.date_order)).sort();
  const [from, to] = [days[Math.floor(days.length / 3)] ?? '', days.at(-1) ?? ''];
  const mine = sold.filter((order) => day(order.date_order) >= from && day(order.date_order) <= to);
  const total = mine.reduce((sum, order) => sum.plus(String(order.amount_total)), new Decimal(0));
  await page.goto(`/analytics?from=${from}&to=${to}&interval=month`);
  const figure = (name: string) => page.locator(`[data-figure="${name}"]`);
  const digits = async (name: string) => ((await figure(name).textContent()) ?? '').replace(/[^\d,]/g, '');
  expect(await digits('revenue')).toBe(total.toFixed(2).replace('.', ','));
  expect(await digits('orders')).toBe(String(mine.length));
  await page.getByText('Voir les chiffres').click();
  await expect(page.getByRole('table', { name: 'Chiffre d’affaires dans le temps' })).toBeVisible();
});

test('orders are searched, opened, and read only', async ({ viewer: page }) => {
  await page.goto('/orders?status=delivered');
  const first = page.getByRole('row').nth(1).getByRole('link');
  const number = (await first.textContent()) ?? '';
  await first.click();
  await expect(page.getByRole('heading', { name: number, level: 1 })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Articles' })).toBeVisible();
  await page.goto(`/stock?search=${SKU}`);
  await expect(page.getByRole('textbox', { name: /^Quantité de/ }).first()).not.toBeEditable();
});

test('the forecast leaves as CSV', async ({ admin: page }) => {
  await page.goto('/analytics/replenishment?to_order=true');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    (async () => {
      await page.getByRole('button', { name: 'Exporter' }).click();
      await page.getByRole('menuitem', { name: 'CSV' }).click();
    })(),
  ]);
  expect(download.suggestedFilename()).toBe('reapprovisionnement.csv');
});

for (const path of ['/orders', '/stock', '/analytics', '/analytics/replenishment']) {
  test(`${path} is accessible and fits a phone`, async ({ admin: page }) => {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(beyond).toBeLessThanOrEqual(0);
  });
}
