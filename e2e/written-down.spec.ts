import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { APIRequestContext, APIResponse, Page } from '@playwright/test';
import { TOTP } from 'otpauth';
import postgres from 'postgres';
import { z } from 'zod';
import { type MailServer, startMailServer } from './support/mail';
import { expect, signIn, test } from './support/test';

/** What must not be found anywhere, by what it is. */
const marks = new Map<string, string>();
/** A value of our own that nothing else can hold by chance. */
const mark = (what: string) => {
  const value = `mk-${randomBytes(15).toString('hex')}`;
  marks.set(what, value);
  return value;
};

let mail: MailServer;
test.beforeAll(async () => {
  mail = await startMailServer(Number(process.env.E2E_MAIL_PORT));
});
test.afterAll(() => mail.close());

test('no secret is written down: not in a log, a table, a job, a page or an answer of the API', async ({
  admin,
  page,
  product,
  playwright,
  baseURL,
}) => {
  test.setTimeout(480_000);
  marks.set('token of an administrator', product.token);
  marks.set('key of Odoo', product.odoo.api_key);
  for (const [n, secret] of product.secrets.entries()) marks.set(`environment ${n}`, secret);
  const api = await playwright.request.newContext({
    baseURL,
    extraHTTPHeaders: { authorization: `Bearer ${product.token}` },
  });

  await test.step('passwords, their links and the second factor', async () => {
    const person = { email: 'mara@example.com', password: mark('password') };
    await made(
      await api.post('/api/v1/users', {
        data: { ...person, name: 'Mara', role: 'admin', locale: 'fr' },
        headers: { 'idempotency-key': 'a person' },
      }),
    );
    await page.goto('/sign-in');
    await page.getByLabel('Adresse e-mail').fill(person.email);
    await page.getByLabel('Mot de passe', { exact: true }).fill(mark('wrong password'));
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await expect(page.getByRole('alert').first()).toBeVisible();
    await signIn(page, person);
    const codes = await turnOnSecondFactor(page);
    for (const [n, recovery] of codes.entries()) marks.set(`recovery code ${n}`, recovery);

    const invited = { email: 'nora@example.com', name: 'Nora', role: 'viewer', locale: 'fr' };
    await made(await api.post('/api/v1/users/invitations', { data: invited }));
    const token = mail.tokenFor(invited.email) ?? '';
    marks.set('link of an invitation', token);
    const chosen = { token, password: mark('chosen password') };
    await made(await api.post('/api/v1/password-links/redeem', { data: chosen }));
    await made(await api.post('/api/v1/password-resets', { data: { email: invited.email } }));
    await expect.poll(() => mail.tokenFor(invited.email)).not.toBe(token);
    marks.set('link to a new password', mail.tokenFor(invited.email) ?? '');
  });

  await test.step('tokens', async () => {
    const input = { name: 'Export', role: 'viewer' };
    const again = { data: input, headers: { 'idempotency-key': 'a token' } };
    const { token } = z
      .object({ token: z.string() })
      .parse(await made(await api.post('/api/v1/tokens', again)));
    marks.set('token', token);
    for (const value of [token, `pm_${mark('wrong token')}`]) {
      await page.request.get('/api/v1/products', { headers: { authorization: `Bearer ${value}` } });
    }
  });

  await test.step('keys of Odoo and secrets of webhooks', async () => {
    const { url, database, login, api_key } = product.odoo;
    const config = { url, database, username: login, api_key };
    const wrong = { ...config, api_key: mark('wrong key of Odoo') };
    await api.post('/api/v1/integrations/test', { data: { config: wrong, sync_config: {} } });
    const sync_config = { direction: 'import', frequency: 'manual' };
    const { id } = z.object({ id: z.string() }).parse(
      await made(
        await api.post('/api/v1/integrations', {
          data: { name: 'Second', type: 'odoo', config, sync_config },
          headers: { 'idempotency-key': 'an integration' },
        }),
      ),
    );
    const integration = `/api/v1/integrations/${id}`;
    await run(api, integration);
    await made(await api.patch(`${integration}/config`, { data: wrong }));
    await run(api, integration);
    const shown = async (answer: APIResponse) =>
      z.object({ secret: z.string() }).parse(await made(answer)).secret;
    const before = await shown(await api.get(`${integration}/webhook-secret`));
    const after = await shown(
      await api.post(`${integration}/webhook-secret`, { headers: { 'idempotency-key': 'a secret' } }),
    );
    marks.set('secret of webhooks before', before);
    marks.set('secret of webhooks', after);
    const event = { _model: 'product.template', _id: 1, _action: 'mark' };
    for (const secret of [before, after, mark('wrong secret of webhooks')]) {
      await page.request.post(`/api/v1/webhooks/odoo/products?token=${secret}`, { data: event });
      const headers = { authorization: `Bearer ${secret}` };
      await page.request.post('/api/v1/webhooks/odoo/products', { data: event, headers });
    }
  });

  const found: string[] = [];
  const look = (where: string, text: string) => {
    for (const [what, value] of marks) {
      const forms = [value, encodeURIComponent(value), Buffer.from(value).toString('base64')];
      if (forms.some((form) => text.includes(form))) found.push(`${what} in ${where}`);
    }
  };

  await test.step('logs', async () => {
    const log = await readFile(product.logFile, 'utf8');
    expect(log).toContain('"done"');
    look('the log', log);
  });
  await test.step('every table, jobs among them', async () => {
    const sql = postgres(product.databaseUrl, { max: 1 });
    try {
      const tables = await sql`select schemaname, tablename from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema')`;
      expect(tables.map(({ tablename }) => tablename)).toContain('job');
      for (const { schemaname, tablename } of tables) {
        const rows = await sql`select t::text as row from ${sql(schemaname)}.${sql(tablename)} t`;
        look(`the table ${tablename}`, rows.map(({ row }) => row).join('\n'));
      }
    } finally {
      await sql.end();
    }
  });
  await test.step('answers of the API', async () => {
    for (const path of await readablePaths(api)) look(path, await (await api.get(path)).text());
  });
  await test.step('pages', async () => {
    for (const [path, html] of await pages(admin.request)) look(path, html);
  });
  await api.dispose();
  expect([...new Set(found)]).toEqual([]);
});

/** Sets one's own second factor up as a person does, a wrong code first; answers the recovery codes. */
async function turnOnSecondFactor(page: Page): Promise<string[]> {
  await page.goto('/settings/profile');
  await expect(page.getByText('cet appareil')).toBeVisible();
  await page.getByRole('button', { name: 'Activer', exact: true }).click();
  const secret = (await page.locator('form code').textContent()) ?? '';
  marks.set('secret of the authenticator', secret);
  const code = page.getByLabel('Code à six chiffres');
  await code.fill('000000');
  await page.getByRole('button', { name: 'Vérifier et activer' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Ce code n’est pas le bon' })).toBeVisible();
  await code.fill(new TOTP({ secret }).generate());
  await page.getByRole('button', { name: 'Vérifier et activer' }).click();
  const codes = page.getByRole('list', { name: 'Codes de secours' }).getByRole('listitem');
  await expect(page.getByText('Gardez ces codes de secours')).toBeVisible();
  expect(await codes.count()).toBe(10);
  return codes.allTextContents();
}

async function made(answer: APIResponse): Promise<unknown> {
  const text = await answer.text();
  expect([answer.url(), answer.ok(), text]).toEqual([answer.url(), true, text]);
  return text === '' ? null : JSON.parse(text);
}

/** A run to its end, whatever that is. */
async function run(api: APIRequestContext, integration: string): Promise<void> {
  const { run_id: id } = z
    .object({ run_id: z.string() })
    .parse(await made(await api.post(`${integration}/sync`, { data: {} })));
  const status = async () => {
    const answer = await made(await api.get(`/api/v1/runs/${id}`));
    return z.object({ status: z.string() }).parse(answer).status;
  };
  await expect.poll(status, { timeout: 180_000 }).toMatch(/succeeded|partial|failed/);
}

/** What may be read, by the API's own description; ids are taken from the list a path stands in. */
async function readablePaths(api: APIRequestContext): Promise<string[]> {
  const described = z
    .object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
    .parse(await made(await api.get('/api/v1/openapi.json')));
  const found: string[] = [];
  for (const [path, methods] of Object.entries(described.paths)) {
    // The one place where a secret is shown, to administrators who ask for it.
    if (!methods.get || path.endsWith('/webhook-secret')) continue;
    const [list = ''] = path.split('/{');
    if (list === path) found.push(path);
    else for (const id of await idsOf(api, list)) found.push(path.replace(/\{\w+\}/, id));
  }
  expect(found.length).toBeGreaterThan(25);
  return found;
}

async function idsOf(api: APIRequestContext, list: string): Promise<string[]> {
  const answer = await api.get(list);
  const rows = z.array(z.object({ id: z.string() }));
  const listed = z.union([rows, z.object({ data: rows }).transform(({ data }) => data)]);
  return (listed.safeParse(answer.ok() ? await answer.json() : []).data ?? [])
    .slice(0, 4)
    .map(({ id }) => id);
}

/** Pages that one can get to, by their links, as they are sent. */
async function pages(request: APIRequestContext): Promise<Map<string, string>> {
  const known = new Set(['/']);
  const seen = new Map<string, string>();
  for (const path of known) {
    if (seen.size >= 60) break;
    const html = await (await request.get(path)).text();
    seen.set(path, html);
    for (const [, link = ''] of html.matchAll(/href="(\/[^"#?]*)"/g)) {
      if (!/^\/(_next|api)\b|\.\w+$/.test(link)) known.add(link);
    }
  }
  expect(seen.size).toBeGreaterThan(20);
  return seen;
}
