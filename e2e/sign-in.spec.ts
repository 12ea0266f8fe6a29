import { barriersOf } from './support/barriers';
import { expect, signIn, test } from './support/test';

test('a stranger is sent to sign in, and a wrong password says so', async ({ page, product }) => {
  await page.goto('/products');
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByLabel('Adresse e-mail').fill(product.admin.email);
  await page.getByLabel(/^Mot de passe/).fill('not the password');
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'mot de passe' })).toBeVisible();
  await expect(page).toHaveURL(/\/sign-in/);
});

test('the administrator signs in; the first-start page is closed', async ({ page, product }) => {
  await signIn(page, product.admin);
  await expect(page).not.toHaveURL(/sign-in|setup/);
  await page.goto('/setup');
  await expect(page).not.toHaveURL(/setup/);
});

test('the page speaks the browser’s language until another is chosen', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto('/sign-in');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.getByLabel('Language').selectOption('fr');
  await expect(page.getByRole('heading', { name: 'Connexion' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Connexion' })).toBeVisible();
  await context.close();
});

test('a viewer’s session may read but not write, whatever page it is used from', async ({ viewer }) => {
  const read = await viewer.request.get('/api/v1/me');
  expect(await read.json()).toMatchObject({ email: 'viewer@example.com', role: 'viewer' });
  const write = await viewer.request.post('/api/v1/users', { data: {} });
  expect([write.status(), (await write.json()).code]).toEqual([403, 'forbidden']);
});

test('a request from another site does not use the session', async ({ admin }) => {
  const foreign = { 'sec-fetch-site': 'cross-site' };
  const answer = await admin.request.patch('/api/v1/me', { data: { locale: 'en' }, headers: foreign });
  expect(answer.status()).toBe(403);
});

test('signing in is accessible', async ({ page }) => {
  await page.goto('/sign-in');
  expect(await barriersOf(page)).toEqual([]);
});
