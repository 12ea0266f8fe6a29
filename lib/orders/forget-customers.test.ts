import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { orders } from '@/db/schema/orders';
import { auditEvents } from '@/db/schema/people';
import { runChanges } from '@/db/schema/runs';
import { type KindStage, openKindStage } from '@/e2e/support/kind-stage';
import { orderKind } from '@/lib/sync/kinds/order/order-kind';
import { forgetCustomers } from './forget-customers';

let stage: KindStage;
const KINDS = [orderKind];

beforeAll(async () => {
  stage = await openKindStage(17);
});
afterAll(() => stage.close());

const read = async (odooId: number) => {
  const [order] = await stage.runtime.db.select().from(orders).where(eq(orders.odooId, odooId));
  return order;
};

test('a person’s orders name nobody, in history neither, and stay so until the contact changes in Odoo', async () => {
  const made = await stage.odoo.as('admin', (env) => {
    const person = (name: string) =>
      env.model('res.partner').create({ name, email: `${name.toLowerCase()}@example.com`, city: 'Lyon' });
    const [alice, bob] = [person('Alice'), person('Bob')];
    const order = (partner_id: number) => env.model('sale.order').create({ partner_id });
    return { alice, one: order(alice), two: order(alice), other: order(bob) };
  });
  await stage.run(KINDS);
  const before = await read(made.one);
  expect(before).toMatchObject({ customerName: 'Alice', customerAddress: { city: 'Lyon' } });

  expect(await forgetCustomers(stage.runtime.ctx, { email: 'ALICE@example.com' })).toBe(2);

  const nobody = { customerName: '', customerEmail: null, customerAddress: null };
  expect(await read(made.one)).toMatchObject({ ...nobody, total: before?.total, number: before?.number });
  expect(await read(made.other)).toMatchObject({ customerName: 'Bob' });
  const everywhere = JSON.stringify([
    await stage.runtime.db.select().from(orders),
    await stage.runtime.db.select().from(runChanges),
    await stage.runtime.db.select().from(auditEvents),
  ]);
  expect(everywhere.toLowerCase()).not.toContain('alice');
  expect(everywhere).toContain('Bob');
  expect(
    await stage.runtime.db.select().from(auditEvents).where(eq(auditEvents.action, 'customers.forgotten')),
  ).toMatchObject([{ details: { orders: 2, by: 'person' } }]);

  await stage.odoo.as('admin', (env) => env.model('sale.order').write([made.one], { state: 'sale' }));
  await stage.run(KINDS, { mode: 'full' });
  expect(await read(made.one)).toMatchObject({ ...nobody, status: 'confirmed' });
  expect(await read(made.two)).toMatchObject(nobody);

  stage.trouble.stepClock(60);
  await stage.odoo.as('admin', (env) => env.model('res.partner').write([made.alice], { name: 'Alix' }));
  await stage.run(KINDS);
  expect(await read(made.two)).toMatchObject({ customerName: 'Alix', customerForgottenAt: null });
  expect(await forgetCustomers(stage.runtime.ctx, { before: new Date(Date.now() + 24 * 3600_000) })).toBe(3);
});
