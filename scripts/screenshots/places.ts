import type { Page } from 'playwright';
import type { Moment } from './moments';
import type { Shop } from './shop';

/** A page, or a state of one, that has its picture. */
export interface Place {
  readonly name: string;
  readonly path: (shop: Shop) => string;
  /** As seen by somebody who has not signed in. */
  readonly stranger?: boolean;
  /** When in the shop's life; `open` unless said. */
  readonly moment?: Moment;
  /** The browser is right to complain of an answer here. */
  readonly refused?: boolean;
  /** Brings the page into its state. */
  readonly act?: (page: Page) => Promise<void>;
}

const still = (path: string) => () => path;
const button = (page: Page, french: string, english: string) =>
  page.getByRole('button', { name: new RegExp(`^(${french}|${english})$`) });
const tab = (position: number) => async (page: Page) => page.getByRole('tab').nth(position).click();

export const PLACES: readonly Place[] = [
  { name: 'sign-in', path: still('/sign-in'), stranger: true },
  {
    name: 'sign-in-password-shown',
    path: still('/sign-in'),
    stranger: true,
    act: async (page) => {
      await page.locator('input[type=password]').fill('correct horse');
      await page.locator('form button[aria-pressed]').click();
    },
  },
  {
    name: 'sign-in-refused',
    refused: true,
    path: still('/sign-in'),
    stranger: true,
    act: async (page) => {
      await page.locator('input[name=email]').fill('anne@example.com');
      await page.locator('input[type=password]').fill('not the password');
      await page.locator('form [type=submit]').click();
      await page.getByRole('alert').first().waitFor();
    },
  },
  { name: 'forgot-password', path: still('/forgot-password'), stranger: true },
  { name: 'choose-password', path: still('/choose-password?token=worn-out'), stranger: true },
  { name: 'dashboard', path: still('/') },
  {
    name: 'search',
    path: still('/'),
    act: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').fill('lampe');
      await page.getByRole('option').first().waitFor();
    },
  },
  { name: 'products', path: still('/products') },
  {
    name: 'search-nothing-found',
    path: still('/'),
    act: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').fill('introuvable');
      await page.getByText(/Rien ne correspond|Nothing matches/).waitFor();
    },
  },
  { name: 'products-nothing-found', path: still('/products?search=introuvable') },
  { name: 'product', path: ({ product }) => `/products/${product}` },
  { name: 'product-simple', path: ({ simpleProduct }) => `/products/${simpleProduct}` },
  {
    name: 'product-explained',
    path: ({ simpleProduct }) => `/products/${simpleProduct}`,
    act: async (page) => {
      await button(page, 'D’où vient ce prix \\?', 'Where does this price come from\\?').click();
      await button(page, 'D’où viennent ces quantités \\?', 'Where do these quantities come from\\?').click();
      await button(page, 'Synchroniser maintenant', 'Synchronise now').click();
      await page.getByText(/rien à changer|nothing to change/).waitFor({ timeout: 15_000 });
    },
  },
  { name: 'product-new', path: still('/products/new') },
  {
    name: 'product-new-refused',
    path: still('/products/new'),
    act: async (page) => {
      await page.locator('input[name=title]').fill('Carafe');
      await page.locator('input[name=price]').fill('douze');
      await button(page, 'Créer le produit', 'Create product').click();
      await page.getByRole('alert').first().waitFor();
    },
  },
  { name: 'edits', path: still('/edits') },
  { name: 'edit-new', path: still('/edits/new') },
  { name: 'edit', path: ({ edit }) => `/edits/${edit}` },
  { name: 'edit-bulk', path: ({ bulkEdit }) => `/edits/${bulkEdit}` },
  {
    name: 'products-selected',
    path: still('/products'),
    act: async (page) => {
      await page.getByRole('checkbox').nth(1).click();
      await button(page, 'Modifier', 'Edit').click();
    },
  },
  {
    name: 'products-selected-refused',
    refused: true,
    path: still('/products'),
    act: async (page) => {
      await page.getByRole('checkbox').nth(1).click();
      await button(page, 'Modifier', 'Edit').click();
      await page.getByRole('dialog').getByRole('textbox').first().fill('beaucoup');
      await page.getByRole('dialog').locator('[type=submit]').click();
      await page.getByRole('alert').first().waitFor();
    },
  },
  {
    name: 'products-views',
    path: still('/products?issue=no_picture'),
    act: async (page) => button(page, 'Enregistrer cette vue', 'Save this view').click(),
  },
  { name: 'products-quality', path: still('/products?issue=no_picture') },
  { name: 'categories', path: still('/categories') },
  {
    name: 'category-new',
    path: still('/categories'),
    act: async (page) => button(page, 'Nouvelle catégorie', 'New category').click(),
  },
  { name: 'stock', path: still('/stock') },
  {
    name: 'stock-bulk',
    path: still('/stock'),
    act: async (page) => {
      await page.locator('main').getByRole('checkbox').nth(2).check();
      await button(page, 'Modifier', 'Edit').click();
    },
  },
  { name: 'orders', path: still('/orders') },
  { name: 'order', path: ({ order }) => `/orders/${order}` },
  { name: 'analytics', path: still('/analytics') },
  { name: 'replenishment', path: still('/analytics/replenishment') },
  { name: 'runs', path: still('/sync/runs') },
  { name: 'run', path: ({ firstRun }) => `/sync/runs/${firstRun}` },
  {
    name: 'run-undo',
    path: ({ firstRun }) => `/sync/runs/${firstRun}`,
    act: async (page) => {
      await button(page, 'Revenir en arrière', 'Undo').click();
      await page.getByRole('dialog').locator('section').first().waitFor();
    },
  },
  { name: 'run-log', path: ({ firstRun }) => `/sync/runs/${firstRun}/log` },
  { name: 'run-log-warnings', path: ({ preview }) => `/sync/runs/${preview}/log?level=error` },
  { name: 'run-preview', path: ({ preview }) => `/sync/runs/${preview}` },
  { name: 'run-undone', path: ({ undo }) => `/sync/runs/${undo}` },
  { name: 'run-check', path: ({ check }) => `/sync/runs/${check}` },
  { name: 'errors', path: still('/sync/errors') },
  { name: 'conflicts', path: still('/sync/conflicts') },
  { name: 'conflicts-settled', path: still('/sync/conflicts?status=settled') },
  { name: 'left-out', path: still('/sync/left-out') },
  { name: 'integrations', path: still('/settings/integrations') },
  ...['overview', 'general', 'sync', 'categories', 'webhooks', 'scope'].map((name, position) => ({
    name: `integration-${name}`,
    path: ({ integration }: Shop) => `/settings/integrations/${integration}`,
    act: tab(position),
  })),
  { name: 'wizard', path: still('/settings/integrations/new') },
  {
    name: 'wizard-refused',
    refused: true,
    path: still('/settings/integrations/new'),
    act: async (page) => {
      await button(page, 'Continuer', 'Continue').click();
      await page.getByLabel(/^URL d’Odoo|^Odoo URL/).fill('pas une adresse');
      await button(page, 'Continuer', 'Continue').click();
      await page.getByRole('alert').first().waitFor();
    },
  },
  { name: 'wizard-resumed', path: ({ unfinished }) => `/settings/integrations/new?id=${unfinished}` },
  { name: 'users', path: still('/settings/users') },
  {
    name: 'user-new',
    path: still('/settings/users'),
    act: async (page) => button(page, 'Ajouter un utilisateur', 'Add a user').click(),
  },
  { name: 'tokens', path: still('/settings/tokens') },
  {
    name: 'token-new',
    path: still('/settings/tokens'),
    act: async (page) => button(page, 'Créer un jeton', 'Create a token').first().click(),
  },
  { name: 'audit', path: still('/settings/audit') },
  { name: 'notification-settings', path: still('/settings/notifications') },
  { name: 'notifications', path: still('/notifications') },
  {
    name: 'notifications-bell',
    path: still('/'),
    act: async (page) => page.getByRole('button', { name: /^Notifications/ }).click(),
  },
  { name: 'profile', path: still('/settings/profile') },
  {
    name: 'two-factor',
    path: still('/settings/profile'),
    act: async (page) => {
      await button(page, 'Activer', 'Turn on').click();
      await page.locator('form code').waitFor();
    },
  },
  { name: 'guide', path: still('/docs') },
  { name: 'guide-search', path: still('/docs?q=cl%C3%A9') },
  { name: 'api-documentation', path: still('/docs/api') },
  {
    name: 'api-documentation-open',
    path: still('/docs/api'),
    act: async (page) => page.locator('#post_products summary').click(),
  },
  { name: 'not-found', path: still('/nulle-part'), refused: true },
  { name: 'product-not-found', path: still('/products/00000000-0000-4000-8000-000000000000'), refused: true },
  { name: 'halted', path: still('/'), moment: 'halted' },
  {
    name: 'halted-overview',
    path: ({ integration }) => `/settings/integrations/${integration}`,
    moment: 'halted',
  },
  {
    name: 'halted-confirm',
    path: still('/'),
    moment: 'halted',
    act: async (page) => button(page, 'Confirmer et continuer', 'Confirm and go on').click(),
  },
  { name: 'parked', path: still('/'), moment: 'parked' },
  {
    name: 'parked-overview',
    path: ({ integration }) => `/settings/integrations/${integration}`,
    moment: 'parked',
  },
  { name: 'parked-runs', path: still('/sync/runs'), moment: 'parked' },
  { name: 'odoo-went-back', path: still('/'), moment: 'odoo_went_back' },
  {
    name: 'odoo-went-back-records',
    path: ({ integration }) => `/sync/identity/${integration}`,
    moment: 'odoo_went_back',
  },
  { name: 'page-fails', path: still('/settings/audit'), moment: 'page_fails', refused: true },
  { name: 'frame-fails', path: still('/'), moment: 'frame_fails', refused: true },
  { name: 'setup', path: still('/setup'), stranger: true, moment: 'nobody_signed_up' },
  {
    name: 'setup-refused',
    path: still('/setup'),
    stranger: true,
    moment: 'nobody_signed_up',
    refused: true,
    act: async (page) => {
      await page.locator('input[name=name]').fill('Anne');
      await page.locator('input[name=email]').fill('anne@example.com');
      await page.locator('input[type=password]').fill('password123');
      await page.locator('form [type=submit]').click();
      await page.getByRole('alert').first().waitFor();
    },
  },
];
