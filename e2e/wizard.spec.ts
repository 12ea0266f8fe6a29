import type { Page } from '@playwright/test';
import { SHOP_USERS } from './odoo/seed/shop/shop';
import { barriersOf } from './support/barriers';
import type { ProductState } from './support/product-state';
import { expect, test } from './support/test';

type Connection = ProductState['odoo'];

const goOn = (page: Page) => page.getByRole('button', { name: 'Continuer' }).click();
const heading = (page: Page, name: string) =>
  expect(page.getByRole('heading', { name, level: 2 })).toBeVisible();

async function openConnectionForm(page: Page): Promise<void> {
  await page.goto('/settings/integrations');
  await page.getByRole('link', { name: 'Ajouter une intégration' }).first().click();
  await goOn(page);
  await heading(page, 'Connexion');
}

async function fillConnection(page: Page, { url, database, login, api_key }: Connection): Promise<void> {
  await page.getByLabel('URL d’Odoo').fill(url);
  await page.getByLabel('Base de données').fill(database);
  await page.getByLabel('E-mail de connexion').fill(login);
  await page.getByLabel('Clé API (ou mot de passe)').fill(api_key);
}

const check = (page: Page, id: string) => page.locator(`[data-check="${id}"]`);

test.describe.configure({ mode: 'serial' });

test('each mistake in the connection shows its own cause and remedy', async ({
  admin: page,
  product,
  baseURL,
}) => {
  const { odoo } = product;
  const reader = SHOP_USERS.find(({ login }) => login.startsWith('lucas@'));
  if (!reader) throw new Error('The shop has no user who may only read.');
  const cases: readonly [string, Partial<Connection>, string, RegExp, RegExp][] = [
    ['wrong URL', { url: baseURL ?? '' }, 'reachable', /pas Odoo|renvoie vers/, /l’URL|adresse/],
    ['dead server', { url: 'http://127.0.0.1:9' }, 'reachable', /ne répond pas/, /pare-feu/],
    ['wrong database', { database: 'nulle-part' }, 'database', /nulle-part.*n’existe pas/, /nom exact/],
    ['wrong key', { api_key: 'f'.repeat(40) }, 'authentication', /refuse la connexion/, /nouvelle clé API/],
    [
      'limited user',
      { login: reader.login, api_key: reader.apiKey },
      'permissions',
      /droits? manque/,
      /groupes/,
    ],
  ];
  await openConnectionForm(page);
  for (const [name, mistake, failing, cause, remedy] of cases) {
    await test.step(name, async () => {
      await fillConnection(page, { ...odoo, ...mistake });
      await goOn(page);
      await heading(page, 'Test');
      await page.getByRole('button', { name: 'Tester la connexion' }).click();
      const row = check(page, failing);
      await expect(row).toHaveAttribute('data-status', 'failed', { timeout: 20_000 });
      await expect(row).toContainText(cause);
      await expect(row).toContainText(remedy);
      await expect(page.getByRole('button', { name: 'Continuer' })).toBeDisabled();
      await page.getByRole('button', { name: 'Retour' }).click();
    });
  }
});

test('an address as it stands in the browser is understood, Odoo’s announcements are installed, and all is given up', async ({
  admin: page,
  product: { odoo },
}) => {
  const owner = SHOP_USERS.find(({ role }) => role === 'admin');
  if (!owner) throw new Error('The shop has no administrator.');
  await openConnectionForm(page);
  await page.getByLabel('Nom de l’intégration').fill('À abandonner');
  await fillConnection(page, {
    ...odoo,
    url: `${new URL(odoo.url).host}/web#action=94&model=product.template&view_type=kanban`,
    login: owner.login,
    api_key: owner.apiKey,
  });
  await expect(page.getByText('Le serveur répond : Odoo 17.0')).toBeVisible();
  await goOn(page);
  await heading(page, 'Test');
  await page.getByRole('button', { name: 'Tester la connexion' }).click();
  await expect(check(page, 'products')).toHaveAttribute('data-status', 'ok', { timeout: 20_000 });
  await goOn(page);

  await heading(page, 'Fréquence');
  await page.getByRole('radio', { name: 'Temps réel' }).click();
  await page.getByRole('button', { name: 'Installer dans Odoo' }).click();
  await expect(page.getByText(/\d règles installées dans Odoo/)).toBeVisible();
  expect(await barriersOf(page)).toEqual([]);

  await page.getByRole('button', { name: 'Abandonner' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Abandonner' }).click();
  await page.waitForURL('**/settings/integrations');
  await expect(page.getByRole('link', { name: 'À abandonner' })).toHaveCount(0);
});

test('from the address of Odoo to the imported catalogue', async ({ admin: page, product }) => {
  test.setTimeout(360_000);
  await openConnectionForm(page);
  await fillConnection(page, { ...product.odoo, url: `${product.odoo.url}/` });
  await page.getByLabel('Nom de l’intégration').fill('Boutique');
  await expect(page.getByText('Le serveur répond : Odoo 17.0')).toBeVisible();
  await goOn(page);

  await heading(page, 'Test');
  await page.getByRole('button', { name: 'Tester la connexion' }).click();
  for (const id of ['reachable', 'authentication', 'database', 'permissions', 'products']) {
    await expect(check(page, id)).toHaveAttribute('data-status', 'ok');
  }
  await expect(check(page, 'products')).toContainText(/\d+ produits détectés/);
  await goOn(page);

  await heading(page, 'Fréquence');
  await page.getByRole('radio', { name: 'Manuel' }).click();
  await goOn(page);
  await heading(page, 'Direction');
  await page.getByRole('radio', { name: 'Odoo → Products Manager' }).click();
  await goOn(page);
  await heading(page, 'Conflits');
  await expect(page.getByRole('radio', { name: /récente l’emporte/ })).toBeChecked();
  await goOn(page);
  await heading(page, 'Champs');
  await expect(page.getByRole('checkbox', { name: 'Nom / titre' })).toBeDisabled();
  await goOn(page);

  await test.step('left and resumed', async () => {
    await heading(page, 'Catégories');
    await page.getByRole('link', { name: 'Terminer plus tard' }).click();
    await page.getByRole('link', { name: 'Boutique' }).click();
    await heading(page, 'Catégories');
  });
  await expect(page.getByRole('table', { name: 'Catégorie Odoo' })).toBeVisible();
  await goOn(page);
  await heading(page, 'Entrepôt et options');
  await expect(page.getByRole('checkbox', { name: 'Boutique Lyon' }).first()).toBeVisible();
  await goOn(page);

  await heading(page, 'Aperçu');
  await page.getByRole('button', { name: 'Calculer l’aperçu' }).click();
  await expect(page.getByRole('table', { name: 'Compteurs' })).toBeVisible({ timeout: 90_000 });
  await goOn(page);

  await heading(page, 'Démarrage');
  await page.getByRole('button', { name: 'Démarrer la synchronisation' }).click();
  await expect(page.getByRole('progressbar')).toBeVisible();
  await expect(page.locator('[data-run-status="succeeded"]')).toBeVisible({ timeout: 120_000 });

  await test.step('nothing is left to give up or to go back to, and the page can be loaded again', async () => {
    await expect(page.getByRole('button', { name: 'Abandonner' })).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Fréquence' })).toBeDisabled();
    await page.reload();
    await expect(page.locator('[data-run-status="succeeded"]')).toBeVisible();
  });

  await test.step('a product with its variants and image', async () => {
    const answer = await page.request.get('/api/v1/products?limit=100');
    const { data } = await answer.json();
    const withBoth = data.find(
      (one: { variant_ids: string[]; images: unknown[] }) =>
        one.variant_ids.length > 1 && one.images.length > 0,
    );
    expect(withBoth, 'a product with variants and an image was imported').toBeTruthy();
    await page.getByRole('link', { name: 'Voir les produits' }).click();
    await expect(page).toHaveURL(/\/products/);
    await page.goto(`/products/${withBoth.id}`);
    await expect(page.getByText(withBoth.title).first()).toBeVisible();
  });

  await test.step('the run in the history', async () => {
    await page.goto('/sync/runs');
    const { data: runs } = await (await page.request.get('/api/v1/runs')).json();
    const first = runs.find((run: { trigger: string }) => run.trigger === 'first_import');
    await page.locator(`a[href="/sync/runs/${first.id}"]`).click();
    await page.waitForURL(/\/sync\/runs\/[0-9a-f-]{36}/);
    await expect(page.getByText('Réussie').first()).toBeVisible();
    await expect(page.getByRole('table', { name: 'Changements' })).toBeVisible();
  });
});
