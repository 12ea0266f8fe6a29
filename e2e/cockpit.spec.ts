import type { APIRequestContext, Page } from '@playwright/test';
import postgres from 'postgres';
import sharp from 'sharp';
import { z } from 'zod';
import { barriersOf } from './support/barriers';
import type { Shop } from './support/shop';
import { expect, test } from './support/test';

/** The pages an administrator steers synchronisation from, on the seeded shop. */

const Products = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      sku: z.string().nullable(),
      variant_ids: z.array(z.string()),
    }),
  ),
});

const Categories = z.object({ data: z.array(z.object({ id: z.string(), product_count: z.number() })) });

test.describe.configure({ mode: 'serial' });

/** Some simple products of the shop, the same ones each time. */
async function simpleProducts(api: APIRequestContext) {
  const answer = await api.get('/api/v1/products?parent_id=none&limit=100');
  const { data } = Products.parse(await answer.json());
  return data.filter(({ variant_ids, sku }) => variant_ids.length === 0 && sku !== null);
}

const said = (page: Page, text: string | RegExp) => expect(page.getByText(text).first()).toBeVisible();

test('the integration’s page tells how it is, and checks that both sides are equal', async ({
  admin: page,
  shop,
}) => {
  await page.goto(`/settings/integrations/${shop.integration}`);
  await said(page, /Tout est (à jour avec Odoo|en ordre)/);
  await said(page, 'Les 30 derniers jours');
  await page.getByRole('button', { name: 'Vérifier' }).click();
  await page.waitForURL(/\/sync\/runs\//);
  await expect(page.getByText('Les deux côtés sont égaux.')).toBeVisible({ timeout: 60_000 });
  await said(page, /\d valeurs? de .*\d fiches? ont été comparées avec Odoo/);
});

test('a run’s full log is read step by step, narrowed, and leaves as a file', async ({
  admin: page,
  shop,
}) => {
  await page.goto(`/sync/runs/${shop.firstRun}`);
  await page.getByRole('link', { name: 'Journal complet' }).click();
  await said(page, /product\.template\.search_read/);
  await page.getByRole('combobox', { name: 'Nature' }).selectOption({ label: 'Étape' });
  await expect(page.getByText(/product\.template\.search_read/)).toHaveCount(0);
  await said(page, 'Lecture des changements d’Odoo · Produits');
  await page.getByRole('button', { name: 'Exporter' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'CSV' }).click();
  expect((await download).suggestedFilename()).toMatch(/^journal-\d{4}-\d\d-\d\d\.csv$/);
});

test('a webhook’s address is tried, and what arrived is listed with its outcome', async ({
  admin: page,
  shop,
}) => {
  await page.goto(`/settings/integrations/${shop.integration}?tab=webhooks`);
  await page.getByRole('button', { name: 'Tester l’adresse' }).click();
  await said(page, /L’annonce d’essai est arrivée en \d+ ms/);
  await page
    .getByText(/^product\.template · /)
    .first()
    .click();
  await expect(page.locator('details[open] pre')).toContainText('"_model": "product.template"');
});

test('numbers say where they come from, and a product is synchronised alone', async ({
  admin: page,
  shop,
}) => {
  const [product] = await simpleProducts(shop.api);
  await page.goto(`/products/${product?.id}`);
  await page.getByRole('button', { name: 'D’où vient ce prix ?' }).click();
  await said(page, 'Prix de vente dans Odoo');
  await page.getByRole('button', { name: 'D’où viennent ces quantités ?' }).click();
  await said(page, 'Total dans Odoo');
  await page.getByRole('button', { name: 'Synchroniser maintenant' }).click();
  await expect(page.getByText('rien à changer')).toBeVisible({ timeout: 30_000 });
});

test('a conflict names both sides, is found by field, and takes a price as people type it', async ({
  browser,
  admin: page,
  shop: { api, odoo, integration, synchronise },
}) => {
  test.setTimeout(120_000);
  const decidedBy = async (conflict_policy: string) => {
    const data = { sync_config: { conflict_policy } };
    expect((await api.patch(`/api/v1/integrations/${integration}/config`, { data })).status()).toBe(200);
  };
  await decidedBy('manual');
  const disputed = (await simpleProducts(api)).slice(-2);
  for (const { id, sku } of disputed) {
    const found = await odoo.call('product.template', 'search', [[['default_code', '=', sku]]]);
    await odoo.call('product.template', 'write', [z.array(z.number()).parse(found), { list_price: 61 }]);
    await api.patch(`/api/v1/products/${id}`, { data: { price: '62.00' } });
  }
  await synchronise();

  const context = await browser.newContext({ storageState: await page.context().storageState() });
  const english = await context.newPage();
  const baseURL = new URL(
    page.url() === 'about:blank' ? (test.info().project.use.baseURL ?? '') : page.url(),
  );
  await context.addCookies([{ name: 'pm_locale', value: 'en', url: baseURL.origin }]);
  const [inFrench, inEnglish] = disputed;
  await page.goto('/sync/conflicts');
  await page.getByRole('combobox', { name: 'Champ' }).selectOption({ label: 'Prix TTC' });
  await page.getByRole('searchbox', { name: 'Produit' }).fill(inFrench?.title ?? '');
  await expect(page.getByRole('article')).toHaveCount(1);
  await said(page, /odifiée par .+/);
  await page.getByRole('button', { name: 'Saisir une autre valeur' }).click();
  await expect(page.getByLabel('Autre valeur (Prix TTC)')).toBeFocused();
  await page.getByLabel('Autre valeur (Prix TTC)').fill('abc');
  await page.getByRole('button', { name: 'Appliquer' }).click();
  await said(page, /Un nombre décimal est attendu/);
  await page.getByLabel('Autre valeur (Prix TTC)').fill('75,50');
  await page.getByRole('button', { name: 'Appliquer' }).click();
  await said(page, 'Conflit réglé');

  await english.goto(`/sync/conflicts?field=price&search=${encodeURIComponent(inEnglish?.title ?? '')}`);
  await english.getByRole('button', { name: 'Type another value' }).click();
  await english.getByRole('textbox', { name: /^Another value/ }).fill('1,234.50');
  await english.getByRole('button', { name: 'Apply' }).click();
  await said(english, 'Conflict settled');
  await context.close();

  await synchronise();
  await decidedBy('newest');
  const priceOf = async (id = '') =>
    z.object({ price: z.string() }).parse(await (await api.get(`/api/v1/products/${id}`)).json()).price;
  expect([await priceOf(inFrench?.id), await priceOf(inEnglish?.id)]).toEqual(['75.50', '1234.50']);
});

test('a change of many products refuses nonsense beside its field, shows its effects, and waits', async ({
  admin: page,
  shop: _,
}) => {
  await page.goto('/products');
  await page.getByRole('checkbox').nth(1).click();
  await page.getByRole('button', { name: 'Modifier', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Prix de vente TTC').selectOption({ label: 'Changer de (%)' });
  await dialog.getByLabel('Valeur').fill('beaucoup');
  await dialog.getByRole('button', { name: 'Voir l’aperçu' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Un nombre décimal est attendu');
  await expect(dialog.getByLabel('Valeur')).toBeFocused();
  await dialog.getByLabel('Valeur').fill('2,5');
  await dialog.getByRole('button', { name: 'Voir l’aperçu' }).click();
  await expect(page.getByRole('button', { name: /^Appliquer \d+ changements?$/ })).toBeVisible({
    timeout: 30_000,
  });
  await said(page, /→/);
});

test('a window begins in its first field and gives the focus back to the menu that opened it', async ({
  admin: page,
  shop: _,
}) => {
  await page.goto('/categories');
  const menu = page.getByRole('button', { name: /^Actions sur/ }).first();
  await menu.click();
  await page.getByRole('menuitem', { name: 'Renommer ou déplacer' }).click();
  await expect(page.getByRole('dialog').getByLabel('Nom')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(menu).toBeFocused();
});

test('a filtered list is kept as a view', async ({ admin: page, shop: _ }) => {
  await page.goto('/products?issue=no_picture');
  await page.getByRole('button', { name: 'Enregistrer cette vue' }).click();
  await page.getByLabel('Nom').fill('Sans image');
  await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click();
  await said(page, 'La vue est enregistrée.');
  await page.goto('/products');
  await page.getByRole('link', { name: 'Sans image' }).click();
  await expect(page).toHaveURL(/issue=no_picture/);
});

test('the list of products carries no categories along; they come to choose from, and the chosen one stays', async ({
  admin: page,
  shop: _,
}) => {
  const answer = await page.request.get('/api/v1/categories?limit=100');
  const { data } = Categories.parse(await answer.json());
  const [first] = data.filter(({ product_count }) => product_count > 0);
  const id = first?.id ?? '';
  expect(await (await page.request.get('/products')).text()).not.toContain(id);
  await page.goto('/products');
  const filter = page.getByRole('combobox', { name: 'Catégorie', exact: true });
  await filter.selectOption(id);
  await expect(page).toHaveURL(new RegExp(`category_id=${id}`));
  await page.reload();
  await expect(filter.getByRole('option')).toHaveCount(data.length + 1);
  await expect(filter).toHaveValue(id);
});

test('undoing an import of 5,000 products is told in figures, at once, and its records only to who asks', async ({
  admin: page,
  product,
  shop,
}) => {
  const forget = await importMany(product.databaseUrl, shop, 5_000);
  try {
    await page.goto(`/sync/runs/${shop.firstRun}`);
    await page.getByRole('button', { name: 'Revenir en arrière' }).click();
    const dialog = page.getByRole('dialog');
    await expect(
      dialog.getByText(/^5\s\d{3} fiches arrivées d’Odoo sont archivées et déliées/).first(),
    ).toBeVisible({ timeout: 30_000 });
    await dialog.getByText('Fiche par fiche').click();
    await expect(dialog.getByRole('button', { name: 'Voir la suite' })).toBeVisible();
    const listed = dialog.locator('details > ul > li');
    const first = await listed.count();
    expect(first).toBeLessThan(100);
    await dialog.getByRole('button', { name: 'Voir la suite' }).click();
    await expect.poll(() => listed.count()).toBeGreaterThan(first);
    expect(await dialog.locator('*').count()).toBeLessThan(5_000);
    expect(await barriersOf(page)).toEqual([]);
    await dialog.getByText('Fermer').click();
    await expect(dialog).toBeHidden();
  } finally {
    await forget();
  }
});

test('pictures are put in order by dragging, and a product is made from another', async ({
  admin: page,
  shop,
}) => {
  const [product] = await simpleProducts(shop.api);
  await page.goto(`/products/${product?.id}`);
  const pictures = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: /^Reculer/ }) });
  const sources = () =>
    pictures.getByRole('img').evaluateAll((all) => all.map((one) => one.getAttribute('src')));
  const answer = await shop.api.get(`/api/v1/products/${product?.id}`);
  const before = z.object({ images: z.array(z.unknown()) }).parse(await answer.json()).images.length;
  await expect(pictures).toHaveCount(before);
  const colours = ['#b0452c', '#2c6fb0'];
  await page.getByLabel('Ajouter des images').setInputFiles(
    await Promise.all(
      colours.map(async (background) => ({
        name: `${background}.png`,
        mimeType: 'image/png',
        buffer: await sharp({ create: { width: 320, height: 320, channels: 3, background } })
          .png()
          .toBuffer(),
      })),
    ),
  );
  await expect(pictures).toHaveCount(before + 2);
  const shown = await sources();
  const kept = page.waitForResponse((answer) => answer.request().method() === 'PUT');
  await pictures.last().dragTo(pictures.first());
  const dragged = [shown.at(-1), ...shown.slice(0, -1)];
  await expect.poll(sources).toEqual(dragged);
  // The new order is shown while it is on its way: to leave the page now could keep it from arriving.
  expect((await kept).ok()).toBe(true);
  await page.reload();
  await expect.poll(sources).toEqual(dragged);

  await page.getByRole('button', { name: 'Dupliquer' }).click();
  await page.waitForURL((url) => url.pathname !== `/products/${product?.id}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`${product?.title} (copie)`);
});

test('no page has a barrier, and each fits a phone', async ({ admin: page, shop }) => {
  test.setTimeout(480_000);
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of [
    ...['/', '/products?search=lampe', '/categories', '/edits', '/notifications', '/docs'],
    ...['/orders', '/stock', '/analytics', '/analytics/replenishment'],
    ...['/sync/runs', '/sync/errors', '/sync/conflicts', '/sync/left-out', '/settings/integrations'],
    ...['/settings/profile', '/settings/users', '/settings/tokens', '/settings/audit'],
    ...['/settings/notifications', `/settings/integrations/${shop.integration}`],
    `/sync/runs/${shop.firstRun}/log`,
  ]) {
    await test.step(path, async () => {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      // Tabs can be reached by keyboard once the page is alive.
      await page.waitForLoadState('networkidle');
      expect.soft(await barriersOf(page), path).toEqual([]);
    });
  }
});

test('where not even the frame of a page can be made, it is said, and another try brings it back', async ({
  admin: page,
  product,
  shop: _,
}) => {
  const sql = postgres(product.databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql`alter table integrations rename to integrations_away`;
    await page.goto('/');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await barriersOf(page)).toEqual([]);
    await sql`alter table integrations_away rename to integrations`;
    await page.getByRole('button', { name: 'Réessayer' }).click();
    await expect(page.getByRole('navigation').first()).toBeVisible();
  } finally {
    await sql`alter table if exists integrations_away rename to integrations`;
    await sql.end();
  }
});

/** As many products more that the shop's first run brought, in the database alone; answers how to forget them. */
async function importMany(databaseUrl: string, shop: Shop, count: number): Promise<() => Promise<void>> {
  const sql = postgres(databaseUrl, { max: 1 });
  // What synchronisation writes is no work for it.
  await sql`select set_config('pm.origin', ${shop.integration}, false)`;
  await sql`with made as (
      insert into products (id, title) select gen_random_uuid(), 'Article ' || n from generate_series(1, ${count}::int) n
      returning id, title
    )
    insert into run_changes (run_id, kind, local_id, label, side, action, fields)
    select ${shop.firstRun}, 'product', id, title, 'here', 'create',
      jsonb_build_object('title', jsonb_build_object('before', null, 'after', title)) from made`;
  return async () => {
    const gone = sql`select local_id from run_changes where run_id = ${shop.firstRun} and label ~ '^Article \\d+$'`;
    await sql`delete from products where id in (${gone})`;
    await sql`delete from run_changes where run_id = ${shop.firstRun} and label ~ '^Article \\d+$'`;
    await sql.end();
  };
}
