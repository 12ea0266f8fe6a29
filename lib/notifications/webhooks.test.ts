import { createHmac } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { syncErrors } from '@/db/schema/inbox';
import { notificationDeliveries } from '@/db/schema/notifications';
import { openToldPeople, type ToldPeople } from '@/e2e/support/told-people';
import { addWebhook, listWebhooks, newWebhook } from './webhooks';

let people: ToldPeople;

beforeAll(async () => {
  people = await openToldPeople('2026-03-02T14:00:00Z');
});
afterAll(() => people.close());

test('an outgoing webhook is signed, tried again after a failure, and never leads into our own network', async () => {
  const url = people.channelUrl;
  const input = newWebhook.parse({ name: 'Program', url, kinds: ['errors_growing'] });
  await expect(addWebhook(people.system.ctx, input, {})).rejects.toMatchObject({ code: 'invalid_request' });
  const { secret, row } = await addWebhook(people.system.ctx, input, { allowPrivate: true });
  expect(JSON.stringify(row)).not.toContain('/hook');
  await addWebhook(
    people.system.ctx,
    { ...input, name: 'Slack', format: 'slack', kinds: ['errors_growing'] },
    { allowPrivate: true },
  );
  await addWebhook(
    people.system.ctx,
    { ...input, name: 'Other', kinds: ['key_expiring'] },
    { allowPrivate: true },
  );
  people.answerWith(500);
  const now = people.now();
  const failing = {
    integrationId: people.integrationId,
    kind: 'product',
    class: 'validation',
    code: 'x',
    message: 'x',
  } as const;
  await people.system.db
    .insert(syncErrors)
    .values(
      Array.from({ length: 19 }, (_one, odooId) => ({ ...failing, odooId: odooId + 1, firstSeenAt: now })),
    );
  await people.round();
  expect(people.calls).toEqual([]);
  await people.system.db.insert(syncErrors).values({ ...failing, odooId: 20, firstSeenAt: now });
  await people.round();
  expect(people.calls.length).toBe(2);
  expect((await listWebhooks(people.system.ctx)).map(({ failure }) => failure)).toEqual([
    'HTTP 500',
    'HTTP 500',
    null,
  ]);
  people.answerWith(204);
  await people.round(5);
  await people.round(5);
  expect(people.calls.length).toBe(4);
  const json = people.calls.findLast(({ body }) => body.includes('"event"'));
  const slack = people.calls.findLast(({ body }) => !body.includes('"event"'));
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
  await people.system.db.update(syncErrors).set({ status: 'resolved' }).where(eq(syncErrors.odooId, 1));
  await people.round();
  expect(people.calls.length).toBe(4);
  await people.system.db.update(syncErrors).set({ status: 'resolved' });
  await people.round();
  expect(people.calls.length).toBe(6);
  const unsent = await people.system.db
    .select()
    .from(notificationDeliveries)
    .where(eq(notificationDeliveries.attempts, 0));
  expect(unsent.every(({ userId }) => userId !== null)).toBe(true);
});
