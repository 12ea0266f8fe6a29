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

test('nothing that a stranger sends to an address of ours is a failure of ours', async ({ request }) => {
  const { csrfToken } = await (await request.get('/api/auth/csrf')).json();
  const sign = (form: Record<string, string>) =>
    request.post('/api/auth/callback/credentials', { form: { csrfToken, json: 'true', ...form } });
  for (const callbackUrl of ['http://localhost.elsewhere.example/', '/\n/elsewhere.example', 'http://[/']) {
    const { url } = await (await sign({ email: 'a@b.example', password: 'x', callbackUrl })).json();
    expect(new URL(url).pathname).toBe('/api/auth/error');
  }
  expect((await request.post('/api/auth/callback/credentials', { data: 'x'.repeat(20_000) })).status()).toBe(
    413,
  );
  expect((await request.get('/api/auth/error?error=%0A')).status()).toBe(404);
  for (const path of ['/products/%E0%A4%A', '/api/v1/products/%E0%A4%A', '/%']) {
    expect((await request.get(path)).status(), path).toBe(404);
  }
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
