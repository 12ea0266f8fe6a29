import { type Browser, test as base, expect, type Page } from '@playwright/test';
import { type ProductState, readProductState } from './product-state';
import { openShop, type Shop } from './shop';

interface Fixtures {
  /** Who may sign in, the API token and the stand-in Odoo's connection. */
  readonly product: ProductState;
  /** A page of a signed-in administrator. */
  readonly admin: Page;
  /** A page of a signed-in viewer. */
  readonly viewer: Page;
}

interface Shared {
  /** The seeded shop, joined and imported once for all specs that ask for it. */
  readonly shop: Shop;
}

/** Playwright's `test` with the product's people. */
export const test = base.extend<Fixtures, Shared>({
  shop: [
    async ({ playwright }, use, { project }) => {
      const product = readProductState();
      const api = await playwright.request.newContext({
        baseURL: project.use.baseURL,
        extraHTTPHeaders: { authorization: `Bearer ${product.token}` },
      });
      await use(await openShop(api, product));
      await api.dispose();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  product: async ({ baseURL: _ }, use) => use(readProductState()),
  admin: async ({ browser, product }, use) => withPage(browser, product.admin, use),
  viewer: async ({ browser, product }, use) => withPage(browser, product.viewer, use),
});

export { expect };

/** Signs in through the page, as a person does. */
export async function signIn(page: Page, person: { email: string; password: string }): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Adresse e-mail').fill(person.email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

type Cookies = Awaited<ReturnType<ReturnType<Page['context']>['storageState']>>;
const sessions = new Map<string, Cookies>();

/** A page in a browser of its own; each person signs in once per run. */
async function withPage(
  browser: Browser,
  person: { email: string; password: string },
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const known = sessions.get(person.email);
  const context = await browser.newContext(known ? { storageState: known } : {});
  const page = await context.newPage();
  if (!known) {
    await signIn(page, person);
    sessions.set(person.email, await context.storageState());
  }
  await use(page);
  await context.close();
}
