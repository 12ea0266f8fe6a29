import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { eq } from 'drizzle-orm';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { conflicts, syncErrors } from '@/db/schema/inbox';
import { integrations } from '@/db/schema/integrations';
import { notificationDeliveries, notifications } from '@/db/schema/notifications';
import { runChanges, runs } from '@/db/schema/runs';
import { insertIntegration } from '@/e2e/support/catalogue';
import { createTestRuntime, type TestRuntime } from '@/e2e/support/runtime';
import { createUser } from '@/lib/auth/users';
import { changeChoices, readChoices } from './choices';
import { nextDigest } from './digest-time';
import { listNotifications, markSeen } from './list';
import { notify } from './notify';
import { addWebhook, listWebhooks, newWebhook } from './webhooks';

let system: TestRuntime;
let mail: SMTPServer;
let channel: Server;
let channelAnswers = 200;
let integrationId: string;
const letters: { to: string; text: string }[] = [];
const calls: { body: string; signature: string }[] = [];
let minute = 0;

/** The worker's round, each a minute after the one before. */
const round = (minutes = 1) => {
  minute += minutes;
  const now = new Date(START + minute * 60_000);
  return notify({ ...system.ctx, now: () => now }, { mailer: system.mailer, reach: { allowPrivate: true } });
};
const START = Date.parse('2026-03-02T14:00:00Z');
const portOf = (server: { address(): unknown }) => {
  const address = server.address();
  return typeof address === 'object' && address && 'port' in address ? Number(address.port) : 0;
};

beforeAll(async () => {
  mail = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const [to] = session.envelope.rcptTo;
        letters.push({ to: to?.address ?? '', text: decoded(Buffer.concat(parts).toString('utf8')) });
        done();
      });
    },
  });
  channel = createServer((request, answer) => {
    let body = '';
    request.on('data', (part: Buffer) => {
      body += part.toString('utf8');
    });
    request.on('end', () => {
      calls.push({ body, signature: String(request.headers['x-products-manager-signature']) });
      answer.writeHead(channelAnswers).end();
    });
  });
  await new Promise<void>((resolve) => mail.listen(0, '127.0.0.1', resolve));
  await new Promise<void>((resolve) => channel.listen(0, '127.0.0.1', resolve));
  system = await createTestRuntime({
    SMTP_URL: `smtp://127.0.0.1:${portOf(mail.server)}`,
    MAIL_FROM: 'Products Manager <pm@example.com>',
    APP_URL: 'https://pm.example.com',
  });
  integrationId = await insertIntegration(system.db);
  await system.db
    .update(integrations)
    .set({ name: 'Boutique', apiKeySetAt: new Date(START) })
    .where(eq(integrations.id, integrationId));
});
beforeEach(() => {
  letters.length = 0;
  calls.length = 0;
});
afterAll(async () => {
  await new Promise<void>((resolve) => mail.close(resolve));
  await new Promise((resolve) => channel.close(resolve));
  await system.drop();
});

/** A letter's subject and text without their transfer encodings. */
function decoded(raw: string): string {
  const words = raw.replace(/=\?UTF-8\?(Q|B)\?(.*?)\?=\s*/gi, (_all, kind: string, text: string) =>
    kind.toUpperCase() === 'B'
      ? Buffer.from(text, 'base64').toString('utf8')
      : quoted(text.replaceAll('_', ' ')),
  );
  return quoted(words.replaceAll('=\r\n', ''));
}
function quoted(text: string): string {
  return text.replace(/(=[0-9A-F]{2})+/g, (bytes) =>
    Buffer.from(bytes.replaceAll('=', ''), 'hex').toString('utf8'),
  );
}
const connect = (connection: (typeof integrations.$inferSelect)['connection']) =>
  system.db.update(integrations).set({ connection }).where(eq(integrations.id, integrationId));
const person = async (email: string, role: 'admin' | 'viewer', locale: 'fr' | 'en') => {
  const { id, name } = await createUser(system.ctx, {
    email,
    name: email.split('@')[0] ?? '',
    role,
    locale,
    password: 'a long enough one',
  });
  return { ...system.ctx, actor: { kind: 'user' as const, id, name, role } };
};

test('a state is told once, however long it lasts, and told again when it is over', async () => {
  await person('alice@example.com', 'admin', 'fr');
  await person('victor@example.com', 'viewer', 'fr');
  await round();
  expect(letters).toEqual([]);
  await connect({ state: 'unauthorised', code: 'wrong_credentials' });
  await Promise.all([round(), round(0)]);
  for (let n = 0; n < 2; n++) await round();
  expect(letters.map(({ to }) => to)).toEqual(['alice@example.com']);
  expect(letters[0]?.text).toContain('Boutique\u00a0: Odoo nous refuse l’accès');
  expect(letters[0]?.text).toContain(`https://pm.example.com/settings/integrations/${integrationId}`);
  await connect({ state: 'ok' });
  await round();
  await round();
  expect(letters.map(({ text }) => /Odoo nous laisse de nouveau entrer/.test(text))).toEqual([false, true]);
  expect(await system.db.$count(notifications)).toBe(1);
  await connect({ state: 'unauthorised', code: 'wrong_credentials' });
  await round();
  expect(letters.length).toBe(3);
  await connect({ state: 'ok' });
  await round();
});

test('a halt for another reason is told anew, in its own words, and the one before it without a farewell', async () => {
  const params = { missing: 76, known: 228, went_back: 1, reused: 4 };
  await connect({ state: 'halted', code: 'mass_deletion', params });
  await round();
  await round();
  await connect({ state: 'halted', code: 'odoo_went_back', params });
  await Promise.all([round(), round(0)]);
  await round();
  const told = await system.db.select().from(notifications).where(eq(notifications.kind, 'safety_halt'));
  expect(told).toHaveLength(2);
  expect(told.filter(({ endedAt }) => endedAt === null)).toMatchObject([
    { params: { code: 'odoo_went_back' } },
  ]);
  const mine = letters.filter(({ to }) => to === 'alice@example.com').map(({ text }) => text);
  expect(mine).toHaveLength(2);
  expect(mine[1]).toContain('revenu en arrière');
  await connect({ state: 'ok' });
  await round();
});

test('each person chooses by kind: at once, in the digest of eight o’clock, or not at all; in their language', async () => {
  const bob = await person('bob@example.com', 'admin', 'en');
  expect(await readChoices(bob)).toContainEqual({ kind: 'conflicts_waiting', bell: true, email: 'digest' });
  await changeChoices(bob, { data: [{ kind: 'run_failing', bell: true, email: 'off' }] });
  const base = {
    integrationId,
    kind: 'product',
    reason: 'both_changed',
    policy: 'manual',
    field: 'title',
  } as const;
  await system.db.insert(conflicts).values([1, 2].map((odooId) => ({ ...base, odooId })));
  const run = { integrationId, trigger: 'schedule', mode: 'incremental' } as const;
  const error = { class: 'transient', code: 'unreachable', message: '', params: {} };
  await system.db.insert(runs).values({ ...run, status: 'failed', error, createdAt: new Date(START) });
  await round();
  expect(letters).toEqual([]);
  await system.db.insert(runs).values({ ...run, status: 'failed', error, createdAt: new Date(START + 1000) });
  await round();
  expect(letters.map(({ to }) => to)).toEqual(['alice@example.com']);
  await system.db.insert(runs).values({ ...run, status: 'succeeded', createdAt: new Date(START + 2000) });
  await round(24 * 60);
  const digest = letters.find(({ to }) => to === 'bob@example.com')?.text ?? '';
  expect(digest).toContain('Boutique: 2 conflicts wait for your choice');
  expect(digest).not.toContain('failed');
  expect(letters.filter(({ to }) => to === 'bob@example.com').length).toBe(1);

  const shown = await listNotifications(bob, { limit: 10, show: 'open' }, 'en');
  expect(shown.data.map(({ kind, seen }) => ({ kind, seen }))).toEqual([
    { kind: 'conflicts_waiting', seen: false },
  ]);
  expect(shown.unseen).toBe(1);
  await markSeen({ ...bob, now: () => new Date(START + minute * 60_000) });
  expect((await listNotifications(bob, { limit: 10, show: 'open' }, 'en')).unseen).toBe(0);
  await changeChoices(bob, { data: [{ kind: 'conflicts_waiting', bell: false, email: 'off' }] });
  expect((await listNotifications(bob, { limit: 10, show: 'open' }, 'en')).data).toEqual([]);
  await system.db.delete(conflicts);
  await round();
});

test('an outgoing webhook is signed, tried again after a failure, and never leads into our own network', async () => {
  const url = `http://127.0.0.1:${portOf(channel)}/hook`;
  const input = newWebhook.parse({ name: 'Program', url, kinds: ['errors_growing'] });
  await expect(addWebhook(system.ctx, input, {})).rejects.toMatchObject({ code: 'invalid_request' });
  const { secret, row } = await addWebhook(system.ctx, input, { allowPrivate: true });
  expect(JSON.stringify(row)).not.toContain('/hook');
  await addWebhook(
    system.ctx,
    { ...input, name: 'Slack', format: 'slack', kinds: ['errors_growing'] },
    { allowPrivate: true },
  );
  await addWebhook(system.ctx, { ...input, name: 'Other', kinds: ['key_expiring'] }, { allowPrivate: true });
  channelAnswers = 500;
  const now = new Date(START + minute * 60_000);
  const failing = { integrationId, kind: 'product', class: 'validation', code: 'x', message: 'x' } as const;
  await system.db
    .insert(syncErrors)
    .values(
      Array.from({ length: 19 }, (_one, odooId) => ({ ...failing, odooId: odooId + 1, firstSeenAt: now })),
    );
  await round();
  expect(calls).toEqual([]);
  await system.db.insert(syncErrors).values({ ...failing, odooId: 20, firstSeenAt: now });
  await round();
  expect(calls.length).toBe(2);
  expect((await listWebhooks(system.ctx)).map(({ failure }) => failure)).toEqual([
    'HTTP 500',
    'HTTP 500',
    null,
  ]);
  channelAnswers = 204;
  await round(5);
  await round(5);
  expect(calls.length).toBe(4);
  const json = calls.findLast(({ body }) => body.includes('"event"'));
  const slack = calls.findLast(({ body }) => !body.includes('"event"'));
  expect(JSON.parse(json?.body ?? '')).toMatchObject({
    event: 'notification.raised',
    kind: 'errors_growing',
    params: { count: 20 },
    integration: { name: 'Boutique' },
  });
  expect(JSON.parse(slack?.body ?? '')).toEqual({
    text: expect.stringContaining('20 nouvelles erreurs en un jour'),
  });
  const { t = '', v1 } = Object.fromEntries(
    (json?.signature ?? '').split(',').map((part) => part.split('=')),
  );
  expect(v1).toBe(createHmac('sha256', secret).update(`${t}.${json?.body}`).digest('hex'));

  // Nineteen are still many: neither over nor news.
  await system.db.update(syncErrors).set({ status: 'resolved' }).where(eq(syncErrors.odooId, 1));
  await round();
  expect(calls.length).toBe(4);
  await system.db.update(syncErrors).set({ status: 'resolved' });
  await round();
  expect(calls.length).toBe(6);
  const unsent = await system.db
    .select()
    .from(notificationDeliveries)
    .where(eq(notificationDeliveries.attempts, 0));
  expect(unsent.every(({ userId }) => userId !== null)).toBe(true);
});

test('a mail server that is away loses no letter', async () => {
  await connect({ state: 'halted', code: 'too_many_archived', params: { count: 40 } });
  const away = { mailer: { send: () => Promise.reject(new Error('away')) }, reach: {} };
  const at = (minutes: number) => ({
    ...system.ctx,
    now: () => new Date(START + (minute + minutes) * 60_000),
  });
  await notify(at(1), away);
  await notify(at(3), away);
  expect(letters).toEqual([]);
  minute += 60;
  await round();
  expect(
    letters
      .filter(({ text }) => /attend votre décision|waits for your decision/.test(text))
      .map(({ to }) => to)
      .sort(),
  ).toEqual(['alice@example.com', 'bob@example.com']);
});

test('a key that grows old and webhooks that fall silent are under the bell, and in the digest’s letter', async () => {
  const carol = await person('carol@example.com', 'admin', 'fr');
  await connect({ state: 'ok' });
  await system.db.delete(runs);
  await round();
  letters.length = 0;
  const [{ config } = { config: undefined }] = await system.db
    .select({ config: integrations.syncConfig })
    .from(integrations)
    .where(eq(integrations.id, integrationId));
  if (!config) throw new Error('The integration is gone');
  const now = START + minute * 60_000;
  const daysAgo = (days: number) => new Date(now - days * 24 * 3600 * 1000);
  await system.db
    .update(integrations)
    .set({
      apiKeySetAt: daysAgo(175),
      startedAt: daysAgo(9),
      syncConfig: { ...config, frequency: 'realtime' },
    })
    .where(eq(integrations.id, integrationId));
  // Three times the clock found what no webhook had announced.
  const found = await system.db
    .insert(runs)
    .values(
      [1, 2, 3].map((hours) => ({
        integrationId,
        trigger: 'schedule' as const,
        mode: 'incremental' as const,
        status: 'succeeded' as const,
        createdAt: new Date(now - hours * 3600 * 1000),
      })),
    )
    .returning({ id: runs.id });
  await system.db.insert(runChanges).values(
    found.map(({ id: runId }) => ({
      runId,
      kind: 'product' as const,
      label: 'Mug',
      side: 'here' as const,
      action: 'update' as const,
    })),
  );
  await round();
  const shown = await listNotifications(carol, { limit: 10, show: 'open' }, 'fr');
  expect(shown.data.map(({ kind }) => kind).sort()).toEqual(['key_expiring', 'webhook_silent']);
  expect(letters).toEqual([]);
  // Past eight the next morning, within a day of those runs.
  await round(16 * 60);
  const letter = letters.find(({ to }) => to === 'carol@example.com')?.text ?? '';
  expect(letter).toContain('Boutique\u00a0: la clé API est à renouveler avant le');
  expect(letter).toContain('Boutique\u00a0: les webhooks d’Odoo se taisent');
});

test('the digest’s hour is eight on the shop’s wall, in summer and in winter', () => {
  const next = (now: string, zone: string) => nextDigest(new Date(now), zone).toISOString();
  expect(next('2026-03-28T12:00:00Z', 'Europe/Paris')).toBe('2026-03-29T06:00:00.000Z');
  expect(next('2026-01-10T07:00:00Z', 'Europe/Paris')).toBe('2026-01-11T07:00:00.000Z');
  expect(next('2026-01-10T06:59:00Z', 'Europe/Paris')).toBe('2026-01-10T07:00:00.000Z');
  expect(next('2026-01-10T00:00:00Z', 'Asia/Kolkata')).toBe('2026-01-10T02:30:00.000Z');
});
