import type { Page } from '@playwright/test';
import Decimal from 'decimal.js';
import { z } from 'zod';
import type { OdooUser } from './support/odoo-user';
import { expect, test } from './support/test';

/** Stock, orders and analytics of the seeded shop, in the browser and in Odoo at once. */

const Rows = z.array(z.record(z.string(), z.unknown()));

async function search(odoo: OdooUser, model: string, domain: unknown[], fields: string[]) {
  return Rows.parse(await odoo.call(model, 'search_read', [domain], { fields }));
}

test.describe.configure({ mode: 'serial' });

/** A lamp of the shop that is sold in one version only. */
const SKU = 'LPD-07';

async function quantityField(page: Page) {
  await page.goto(`/stock?search=${SKU}`);
  return page.getByRole('textbox', { name: /^Quantité de .* dans / }).first();
}

async function onHand(odoo: OdooUser, productId: unknown, location: unknown): Promise<number> {
  const quants = await search(
    odoo,
    'stock.quant',
    [
      ['product_id', '=', productId],
      ['location_id', '=', location],
    ],
    ['quantity'],
  );
  return quants.reduce((sum, quant) => sum + Number(quant.quantity), 0);
}

const movesOf = (odoo: OdooUser, product: unknown) =>
  search(odoo, 'stock.move', [['product_id', '=', product]], ['product_uom_qty', 'state']);

async function place(odoo: OdooUser) {
  const [product] = await search(odoo, 'product.product', [['default_code', '=', SKU]], ['id']);
  const [warehouse] = await search(odoo, 'stock.warehouse', [], ['lot_stock_id']);
  const location = warehouse?.lot_stock_id;
  return { product: product?.id, location: Array.isArray(location) ? location[0] : location };
}

test('stock changed here becomes a move in Odoo, and stock changed there is shown here', async ({
  admin: page,
  shop: { odoo, synchronise },
}) => {
  test.setTimeout(180_000);
  const { product, location } = await place(odoo);
  const [before, moves] = await Promise.all([onHand(odoo, product, location), movesOf(odoo, product)]);
  const field = await quantityField(page);
  await expect(field).toHaveValue(String(before));
  await field.fill(String(before + 7));
  await field.press('Enter');
  await expect(page.getByText('Enregistré').first()).toBeAttached();
  await synchronise();
  await expect.poll(() => onHand(odoo, product, location)).toBe(before + 7);
  expect((await movesOf(odoo, product)).slice(moves.length)).toMatchObject([
    { product_uom_qty: 7, state: 'done' },
  ]);

  await odoo.call(
    'stock.quant',
    'create',
    [[{ product_id: product, location_id: location, inventory_quantity_auto_apply: before + 2 }]],
    { context: { inventory_mode: true } },
  );
  await synchronise();
  await expect(await quantityField(page)).toHaveValue(String(before + 2));
});

test('the analytics of the year are those of Odoo, to the cent', async ({ admin: page, shop: { odoo } }) => {
  const sold = await search(
    odoo,
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

test('the stock list is sorted by its headers, kept as a view, and its ticked lines are counted together', async ({
  admin: page,
  shop: _,
}) => {
  await page.goto(`/stock?search=${SKU.slice(0, 4)}`);
  await page.getByRole('link', { name: 'Produit', exact: true }).click();
  await expect(page).toHaveURL(/sort=title_desc/);
  await expect(page.getByRole('columnheader', { name: 'Produit', exact: true })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await page.getByRole('button', { name: 'Enregistrer cette vue' }).click();
  await page.getByRole('textbox', { name: 'Nom' }).fill('De Z à A');
  await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
  await expect(page.getByRole('link', { name: 'De Z à A' })).toBeVisible();
  await page.goto('/stock');
  await page.getByRole('link', { name: 'De Z à A' }).click();
  await expect(page.getByRole('combobox', { name: 'Trier par' })).toHaveValue('title_desc');
  await expect(page.getByRole('searchbox', { name: /référence/ })).toHaveValue(SKU.slice(0, 4));
  await page.getByRole('row').nth(1).getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Modifier', exact: true }).click();
  await page.getByRole('textbox', { name: 'Seuil d’alerte' }).last().fill('1,5');
  await page.getByRole('button', { name: 'Voir l’aperçu' }).click();
  await expect(page).toHaveURL(/\/edits\//);
  await expect(page.getByRole('row')).toHaveCount(2);
});

test('orders are searched, opened, and read only', async ({ viewer: page, shop: _ }) => {
  await page.goto('/orders?status=delivered');
  const first = page.getByRole('row').nth(1).getByRole('link');
  const number = (await first.textContent()) ?? '';
  await first.click();
  await expect(page.getByRole('heading', { name: number, level: 1 })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Articles' })).toBeVisible();
  await page.goto(`/stock?search=${SKU}`);
  await expect(page.getByRole('textbox', { name: /^Quantité de/ }).first()).not.toBeEditable();
});

test('the forecast leaves as CSV', async ({ admin: page, shop: _ }) => {
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
