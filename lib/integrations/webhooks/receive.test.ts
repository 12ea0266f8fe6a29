import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { POST } from '@/app/api/v1/webhooks/odoo/[topic]/route';
import { integrations, webhookEvents } from '@/db/schema/integrations';
import { createTestRuntime, type TestRuntime } from '@/e2e/support/runtime';
import type { Runtime } from '@/lib/runtime';
import { createIntegration } from '../create';
import { createInput } from '../schema';
import { renewWebhookSecret, showWebhookSecret } from '../webhook-secret';
import { listDeliveries } from './list-deliveries';
import { receiveWebhook } from './receive';
import { sendTestWebhook } from './send-test';

let system: TestRuntime;
let secret: string;
const shared: typeof globalThis & { productsManager?: Runtime } = globalThis;

beforeAll(async () => {
  system = await createTestRuntime();
  // Route handlers take the process's runtime.
  shared.productsManager = system;
});
afterAll(async () => {
  shared.productsManager = undefined;
  await system.drop();
});
beforeEach(async () => {
  await system.db.delete(integrations);
  const config = { url: 'https://a.odoo.com', database: 'a', username: 'a', api_key: 'k' };
  await createIntegration(system.ctx, createInput.parse({ name: 'A', type: 'odoo', config }));
  secret = (await showWebhookSecret(system.ctx, 'odoo')).secret;
});

const body = (id: number, more: object = {}) =>
  JSON.stringify({
    _action: 'Send Webhook Notification(#424)',
    _id: id,
    _model: 'product.template',
    ...more,
  });

function send(text: string, { token = secret, bearer = '', topic = 'products' } = {}) {
  const query = token ? `?token=${token}` : '';
  const request = new Request(`http://x/api/v1/webhooks/odoo/${topic}${query}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
    },
    body: text,
  });
  return POST(request, { params: Promise.resolve({ topic }) });
}
const events = () => system.db.select().from(webhookEvents);

test('an announcement is stored, with the secret in the address or as a bearer token', async () => {
  expect((await send(body(1))).status).toBe(202);
  expect((await send(body(2), { token: '', bearer: secret, topic: 'stock' })).status).toBe(202);
  expect(await events()).toMatchObject([
    { topic: 'products', odooModel: 'product.template', odooId: 1, status: 'pending' },
    { topic: 'stock', odooId: 2 },
  ]);
});

test('what arrived is listed with its body, how often it came and how long it took', async () => {
  await send(body(1, { name: 'Bol \\u0000 "bleu"' }));
  for (const text of [body(2), body(2)]) await send(text, { topic: 'stock' });
  const [first] = await events();
  const doneAt = new Date((first?.receivedAt.getTime() ?? 0) + 1_500);
  await system.db.update(webhookEvents).set({ status: 'done', doneAt }).where(eq(webhookEvents.odooId, 1));
  const { data } = await listDeliveries(system.ctx, 'odoo', { limit: 10 });
  expect(data).toMatchObject([
    { odoo_id: 2, topic: 'stock', deliveries: 2, status: 'pending', latency_seconds: null, body: body(2) },
    { odoo_id: 1, deliveries: 1, status: 'done', latency_seconds: 1.5 },
  ]);
  expect(data[1]?.body).toContain('Bol');
  const done = await listDeliveries(system.ctx, 'odoo', { limit: 10, status: 'done' });
  expect(done.data.map((one) => one.odoo_id)).toEqual([1]);
});

test('the test button calls the public address as Odoo does, and says what answered', async () => {
  let answer: (request: Request) => Promise<Response> | Response = (request) =>
    POST(request, { params: Promise.resolve({ topic: 'products' }) });
  const server = createServer(async (incoming, outgoing) => {
    const request = new Request(`http://x${incoming.url}`, { method: 'POST', body: await buffer(incoming) });
    outgoing.writeHead((await answer(request)).status).end();
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  const ctx = { ...system.ctx, env: { ...system.ctx.env, APP_URL: `http://127.0.0.1:${port}` } };
  expect(await sendTestWebhook(ctx, 'odoo')).toMatchObject({ ok: true, http_status: 202 });
  expect(await events()).toHaveLength(1);
  answer = () => new Response(null, { status: 404 });
  expect(await sendTestWebhook(ctx, 'odoo')).toMatchObject({ ok: false, http_status: 404 });
  await new Promise((closed) => server.close(closed));
  expect(await sendTestWebhook(ctx, 'odoo')).toMatchObject({ ok: false, http_status: null });
});

test('a repeated body is one event while it waits; with a write date it is one even afterwards', async () => {
  const dated = body(2, { write_date: '2026-11-23 22:01:19.890997' });
  for (const text of [body(1), body(1), dated, dated]) await send(text);
  expect(await events()).toHaveLength(2);
  await system.db.update(webhookEvents).set({ status: 'done' });
  for (const text of [body(1), dated]) await send(text);
  expect(await events()).toHaveLength(3);
});

test('the same body at the same moment is one event', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => send(body(7))));
  expect(answers.every(({ status }) => status === 202)).toBe(true);
  expect(await events()).toHaveLength(1);
});

test('a wrong secret, no secret, an unknown topic, no JSON, too much: each its own answer, nothing stored', async () => {
  expect((await send(body(1), { token: 'wrong' })).status).toBe(401);
  expect((await send(body(1), { token: '' })).status).toBe(401);
  expect((await send('not json')).status).toBe(400);
  expect((await send('{"_model":"product.template"}')).status).toBe(422);
  expect((await send('{"_model":"a\\u0000b","_id":1}')).status).toBe(422);
  expect((await send(body(1), { topic: 'partners' })).status).toBe(422);
  expect((await send(body(1, { pad: 'x'.repeat(257 * 1024) }))).status).toBe(413);
  expect(await events()).toEqual([]);
});

test('after a renewal the new secret works at once, the old one for a day, and not longer', async () => {
  expect((await send(body(3))).status).toBe(202);
  const renewed = await renewWebhookSecret(system.ctx, 'odoo');
  expect((await send(body(1))).status).toBe(202);
  expect((await send(body(4), { token: renewed.secret })).status).toBe(202);
  const later = { ...system.ctx, now: () => new Date(Date.now() + 25 * 3_600_000) };
  const input = { topic: 'products' as const, secret, body: Buffer.from(body(2)) };
  await expect(receiveWebhook(later, input)).rejects.toMatchObject({ code: 'unauthenticated' });
});

test('a secret that was renewed twice, or whose integration is gone, is refused within seconds', async () => {
  expect((await send(body(1))).status).toBe(202);
  await renewWebhookSecret(system.ctx, 'odoo');
  await renewWebhookSecret(system.ctx, 'odoo');
  const soon = { ...system.ctx, now: () => new Date(Date.now() + 5_000) };
  const input = { topic: 'products' as const, secret, body: Buffer.from(body(2)) };
  await expect(receiveWebhook(soon, input)).rejects.toMatchObject({ code: 'unauthenticated' });
});

test('events of an integration deleted a moment ago are refused and take no other down with them', async () => {
  const config = { url: 'https://b.odoo.com', database: 'b', username: 'b', api_key: 'k' };
  const { id } = await createIntegration(system.ctx, createInput.parse({ name: 'B', type: 'odoo', config }));
  const other = (await showWebhookSecret(system.ctx, id)).secret;
  expect((await send(body(1), { token: other })).status).toBe(202);
  await system.db.delete(integrations).where(eq(integrations.id, id));
  const answers = await Promise.all([send(body(2)), send(body(2), { token: other }), send(body(3))]);
  expect(answers.map(({ status }) => status)).toEqual([202, 401, 202]);
  expect(await events()).toHaveLength(2);
});

test('a worker is woken by one job that it takes at once, whatever arrives together', async () => {
  await Promise.all(Array.from({ length: 20 }, (_, id) => send(body(id + 1))));
  const [integration] = await system.db.select({ id: integrations.id }).from(integrations);
  const wakes = () => system.database.sql<{ late: boolean }[]>`
    select start_after > now() as late from pgboss.job
    where name = 'sync.wake' and singleton_key = ${integration?.id ?? ''}`;
  await vi.waitFor(async () => expect(await wakes()).toEqual([{ late: false }]), { timeout: 5_000 });
});

test('a hundred announcements at once are stored within moments', async () => {
  const start = performance.now();
  const answers = await Promise.all(Array.from({ length: 100 }, (_, id) => send(body(id + 1))));
  const spent = performance.now() - start;
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
  expect(await events()).toHaveLength(100);
  // Some 0.5 s on two idle cores; the bound leaves room for a machine that does everything at once.
  expect(spent).toBeLessThan(3000);
});
