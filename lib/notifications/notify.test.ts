import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { conflicts } from '@/db/schema/inbox';
import { integrations } from '@/db/schema/integrations';
import { notifications } from '@/db/schema/notifications';
import { runChanges, runs } from '@/db/schema/runs';
import { openToldPeople, type ToldPeople } from '@/e2e/support/told-people';
import { changeChoices, readChoices } from './choices';
import { listNotifications, markSeen } from './list';
import { notify } from './notify';
import { tryLetter } from './try-letter';

let people: ToldPeople;

beforeAll(async () => {
  people = await openToldPeople('2026-03-02T14:00:00Z');
});
beforeEach(() => {
  people.letters.length = 0;
  people.calls.length = 0;
});
afterAll(() => people.close());

test('a state is told once, however long it lasts, and told again when it is over', async () => {
  await people.person('alice@example.com', 'admin', 'fr');
  await people.person('victor@example.com', 'viewer', 'fr');
  await people.round();
  expect(people.letters).toEqual([]);
  await people.connect({ state: 'unauthorised', code: 'wrong_credentials' });
  await Promise.all([people.round(), people.round(0)]);
  for (let n = 0; n < 2; n++) await people.round();
  expect(people.letters.map(({ to }) => to)).toEqual(['alice@example.com']);
  expect(people.letters[0]?.text).toContain('Boutique\u00a0: Odoo nous refuse l’accès');
  expect(people.letters[0]?.text).toContain(
    `https://pm.example.com/settings/integrations/${people.integrationId}`,
  );
  await people.connect({ state: 'ok' });
  await people.round();
  await people.round();
  expect(people.letters.map(({ text }) => /Odoo nous laisse de nouveau entrer/.test(text))).toEqual([
    false,
    true,
  ]);
  expect(await people.system.db.$count(notifications)).toBe(1);
  await people.connect({ state: 'unauthorised', code: 'wrong_credentials' });
  await people.round();
  expect(people.letters.length).toBe(3);
  await people.connect({ state: 'ok' });
  await people.round();
});

test('a halt for another reason is told anew, in its own words, and the one before it without a farewell', async () => {
  const params = { missing: 76, known: 228, went_back: 1, reused: 4 };
  await people.connect({ state: 'halted', code: 'mass_deletion', params });
  await people.round();
  await people.round();
  await people.connect({ state: 'halted', code: 'odoo_went_back', params });
  await Promise.all([people.round(), people.round(0)]);
  await people.round();
  const told = await people.system.db
    .select()
    .from(notifications)
    .where(eq(notifications.kind, 'safety_halt'));
  expect(told).toHaveLength(2);
  expect(told.filter(({ endedAt }) => endedAt === null)).toMatchObject([
    { params: { code: 'odoo_went_back' } },
  ]);
  const mine = people.letters.filter(({ to }) => to === 'alice@example.com').map(({ text }) => text);
  expect(mine).toHaveLength(2);
  expect(mine[1]).toContain('revenu en arrière');
  await people.connect({ state: 'ok' });
  await people.round();
});

test('each person chooses by kind: at once, in the digest of eight o’clock, or not at all; in their language', async () => {
  const bob = await people.person('bob@example.com', 'admin', 'en');
  expect(await readChoices(bob)).toContainEqual({ kind: 'conflicts_waiting', bell: true, email: 'digest' });
  await changeChoices(bob, { data: [{ kind: 'run_failing', bell: true, email: 'off' }] });
  const base = {
    integrationId: people.integrationId,
    kind: 'product',
    reason: 'both_changed',
    policy: 'manual',
    field: 'title',
  } as const;
  await people.system.db.insert(conflicts).values([1, 2].map((odooId) => ({ ...base, odooId })));
  const first = people.now().getTime();
  const after = (seconds: number) => new Date(first + seconds * 1000);
  const run = { integrationId: people.integrationId, trigger: 'schedule', mode: 'incremental' } as const;
  const error = { class: 'transient', code: 'unreachable', message: '', params: {} };
  await people.system.db.insert(runs).values({ ...run, status: 'failed', error, createdAt: after(0) });
  await people.round();
  expect(people.letters).toEqual([]);
  await people.system.db.insert(runs).values({ ...run, status: 'failed', error, createdAt: after(1) });
  await people.round();
  expect(people.letters.map(({ to }) => to)).toEqual(['alice@example.com']);
  await people.system.db.insert(runs).values({ ...run, status: 'succeeded', createdAt: after(2) });
  await people.round(24 * 60);
  const digest = people.letters.find(({ to }) => to === 'bob@example.com')?.text ?? '';
  expect(digest).toContain('Boutique: 2 conflicts wait for your choice');
  expect(digest).not.toContain('failed');
  expect(people.letters.filter(({ to }) => to === 'bob@example.com').length).toBe(1);

  const shown = await listNotifications(bob, { limit: 10, show: 'open' }, 'en');
  expect(shown.data.map(({ kind, seen }) => ({ kind, seen }))).toEqual([
    { kind: 'conflicts_waiting', seen: false },
  ]);
  expect(shown.unseen).toBe(1);
  await markSeen({ ...bob, now: () => people.now() });
  expect((await listNotifications(bob, { limit: 10, show: 'open' }, 'en')).unseen).toBe(0);
  await changeChoices(bob, { data: [{ kind: 'conflicts_waiting', bell: false, email: 'off' }] });
  expect((await listNotifications(bob, { limit: 10, show: 'open' }, 'en')).data).toEqual([]);
  await people.system.db.delete(conflicts);
  await people.round();
});

test('a mail server that is away loses no letter', async () => {
  await people.connect({ state: 'halted', code: 'too_many_archived', params: { count: 40 } });
  const away = { mailer: { send: () => Promise.reject(new Error('away')) }, reach: {} };
  const at = (minutes: number) => ({
    ...people.system.ctx,
    now: () => new Date(people.now().getTime() + minutes * 60_000),
  });
  await notify(at(1), away);
  await notify(at(3), away);
  expect(people.letters).toEqual([]);
  await people.round(61);
  expect(
    people.letters
      .filter(({ text }) => /attend votre décision|waits for your decision/.test(text))
      .map(({ to }) => to)
      .sort(),
  ).toEqual(['alice@example.com', 'bob@example.com']);
});

test('an administrator tries the mail server, and reads why it refuses', async () => {
  const dora = await people.person('dora@example.com', 'admin', 'en');
  await tryLetter(dora, people.system.mailer);
  expect(people.letters).toMatchObject([
    { to: 'dora@example.com', text: expect.stringContaining('Letters arrive.') },
  ]);
  const refuses = { send: () => Promise.reject(new Error('550 no relay')) };
  await expect(tryLetter(dora, refuses)).rejects.toMatchObject({
    code: 'mail_refused',
    params: { reason: '550 no relay' },
  });
  await expect(tryLetter(dora, null)).rejects.toMatchObject({ code: 'mail_unavailable' });
});

test('a key that grows old and webhooks that fall silent are under the bell, and in the digest’s letter', async () => {
  const carol = await people.person('carol@example.com', 'admin', 'fr');
  await people.connect({ state: 'ok' });
  await people.system.db.delete(runs);
  await people.round();
  people.letters.length = 0;
  const [{ config } = { config: undefined }] = await people.system.db
    .select({ config: integrations.syncConfig })
    .from(integrations)
    .where(eq(integrations.id, people.integrationId));
  if (!config) throw new Error('The integration is gone');
  const now = people.now().getTime();
  const daysAgo = (days: number) => new Date(now - days * 24 * 3600 * 1000);
  await people.system.db
    .update(integrations)
    .set({
      apiKeySetAt: daysAgo(175),
      startedAt: daysAgo(9),
      syncConfig: { ...config, frequency: 'realtime' },
    })
    .where(eq(integrations.id, people.integrationId));
  // Three times the clock found what no webhook had announced.
  const found = await people.system.db
    .insert(runs)
    .values(
      [1, 2, 3].map((hours) => ({
        integrationId: people.integrationId,
        trigger: 'schedule' as const,
        mode: 'incremental' as const,
        status: 'succeeded' as const,
        createdAt: new Date(now - hours * 3600 * 1000),
      })),
    )
    .returning({ id: runs.id });
  await people.system.db.insert(runChanges).values(
    found.map(({ id: runId }) => ({
      runId,
      kind: 'product' as const,
      label: 'Mug',
      side: 'here' as const,
      action: 'update' as const,
    })),
  );
  await people.round();
  const shown = await listNotifications(carol, { limit: 10, show: 'open' }, 'fr');
  expect(shown.data.map(({ kind }) => kind).sort()).toEqual(['key_expiring', 'webhook_silent']);
  expect(people.letters).toEqual([]);
  // Past eight the next morning, within a day of those runs.
  await people.round(16 * 60);
  const letter = people.letters.find(({ to }) => to === 'carol@example.com')?.text ?? '';
  expect(letter).toContain('Boutique\u00a0: la clé API est à renouveler avant le');
  expect(letter).toContain('Boutique\u00a0: les webhooks d’Odoo se taisent');
});
