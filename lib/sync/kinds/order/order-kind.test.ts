import { and, asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { links } from '@/db/schema/links';
import { orderLines, orders } from '@/db/schema/orders';
import { type KindStage, openKindStage } from '@/e2e/support/kind-stage';
import { played } from '@/e2e/support/played-on';
import { orderKind } from './order-kind';

const KINDS = [orderKind];

describe.each(played(14, 17, 19))('orders of Odoo %i', (version) => {
  let stage: KindStage;
  let product: { localId: string; odooId: number };

  beforeAll(async () => {
    stage = await openKindStage(version);
    product = await stage.product('Mug');
  });
  afterAll(() => stage.close());

  const makeOrder = (quantity: number) =>
    stage.odoo.as('admin', (env) =>
      env.model('sale.order').create({
        partner_id: env.model('res.partner').create({ name: 'Élise', email: 'elise@example.com' }),
        order_line: [[0, 0, { product_id: product.odooId, product_uom_qty: quantity, price_unit: 10 }]],
      }),
    );

  async function read(odooId: number) {
    const [order] = await stage.runtime.db.select().from(orders).where(eq(orders.odooId, odooId));
    if (!order) return null;
    const lines = await stage.runtime.db
      .select()
      .from(orderLines)
      .where(eq(orderLines.orderId, order.id))
      .orderBy(asc(orderLines.position));
    return { ...order, lines };
  }

  const linesOf = (odooId: number) =>
    stage.odoo.as('admin', (env) => env.model('sale.order.line').search([['order_id', '=', odooId]]));

  it('are imported with customer, total and lines tied to the products known here', async () => {
    const id = await makeOrder(2);
    await stage.run(KINDS);
    const order = await read(id);
    expect(order).toMatchObject({
      status: 'quotation',
      customerName: 'Élise',
      customerEmail: 'elise@example.com',
    });
    expect(Number(order?.total)).toBeGreaterThanOrEqual(20);
    expect(order?.lines).toMatchObject([{ productId: product.localId, quantity: '2.0000' }]);
    stage.trouble.stepClock(60);
    await stage.run(KINDS);
    const again = await stage.run(KINDS);
    expect(again.counts.order?.created_here ?? 0).toBe(0);
    expect(again.counts.order?.updated_here ?? 0).toBe(0);
    expect((await read(id))?.version).toBe(order?.version);
  });

  it('name a contact together with its company, and an address without a name by what it is', async () => {
    const ids = await stage.odoo.as('admin', (env) => {
      const company = env.model('res.partner').create({ name: 'SARL Dupont', is_company: true });
      return [
        { parent_id: company, name: 'Zoé' },
        { parent_id: company, type: 'delivery' },
      ].map((contact) =>
        env.model('sale.order').create({ partner_id: env.model('res.partner').create(contact) }),
      );
    });
    await stage.run(KINDS);
    expect((await read(ids[0] ?? 0))?.customerName).toBe('SARL Dupont, Zoé');
    expect((await read(ids[1] ?? 0))?.customerName).toMatch(/^SARL Dupont, Delivery/);
  });

  it('follow a changed line although the order itself does not move', async () => {
    const id = await makeOrder(1);
    await stage.run(KINDS);
    const [line = 0] = await linesOf(id);
    await stage.odoo.as('admin', (env) =>
      env.model('sale.order.line').write([line], { name: 'Mug bleu gravé' }),
    );
    await stage.run(KINDS);
    expect((await read(id))?.lines).toMatchObject([{ name: 'Mug bleu gravé' }]);
  });

  it('lose a line that was removed there', async () => {
    const id = await makeOrder(1);
    await stage.odoo.as('admin', (env) =>
      env.model('sale.order').write([id], {
        order_line: [[0, 0, { product_id: product.odooId, product_uom_qty: 5, price_unit: 3 }]],
      }),
    );
    await stage.run(KINDS);
    expect((await read(id))?.lines).toHaveLength(2);
    const [first = 0] = await linesOf(id);
    await stage.odoo.as('admin', (env) =>
      env.model('sale.order').write([id], { order_line: [[2, first, 0]] }),
    );
    await stage.run(KINDS);
    expect((await read(id))?.lines).toMatchObject([{ quantity: '5.0000' }]);
  });

  it('lose a free line, which leaves no date behind when it is removed by itself, in the night’s full run', async () => {
    const id = await makeOrder(1);
    const free = await stage.odoo.as('admin', (env) =>
      env
        .model('sale.order.line')
        .create({ order_id: id, product_id: product.odooId, product_uom_qty: 9, price_unit: 0 }),
    );
    await stage.run(KINDS);
    expect((await read(id))?.lines).toHaveLength(2);
    await stage.odoo.as('admin', (env) => env.model('sale.order.line').unlink([free]));
    await stage.run(KINDS, { mode: 'full' });
    expect((await read(id))?.lines).toMatchObject([{ quantity: '1.0000' }]);
  });

  it('are cancelled here when cancelled there, and when deleted there', async () => {
    const [cancelled, deleted] = [await makeOrder(1), await makeOrder(1)];
    await stage.run(KINDS);
    await stage.odoo.as('admin', (env) => env.model('sale.order').write([cancelled], { state: 'cancel' }));
    await stage.odoo.as('admin', (env) => env.model('sale.order').unlink([deleted]));
    await stage.run(KINDS);
    expect(await read(cancelled)).toMatchObject({ status: 'cancelled', odooState: 'cancel' });
    expect(await read(deleted)).toMatchObject({ status: 'cancelled', odooState: 'deleted' });
  });

  it('keep the name of a product not known here, and find it once it is', async () => {
    const known = and(eq(links.integrationId, stage.integrationId), eq(links.odooId, product.odooId));
    const [link] = await stage.runtime.db.delete(links).where(known).returning();
    const id = await makeOrder(4);
    await stage.run(KINDS);
    expect((await read(id))?.lines[0]).toMatchObject({ productId: null, odooProductId: product.odooId });
    expect((await read(id))?.lines[0]?.name).toContain('Mug');
    if (link) await stage.runtime.db.insert(links).values(link);
    await stage.run(KINDS);
    expect((await read(id))?.lines[0]?.productId).toBe(product.localId);
  });

  it('keep the product of a line although it is tied to another record of Odoo by now', async () => {
    const id = await makeOrder(1);
    await stage.run(KINDS);
    const tied = and(eq(links.integrationId, stage.integrationId), eq(links.odooId, product.odooId));
    const [link] = await stage.runtime.db.delete(links).where(tied).returning();
    const [line = 0] = await linesOf(id);
    await stage.odoo.as('admin', (env) => env.model('sale.order.line').write([line], { product_uom_qty: 3 }));
    await stage.run(KINDS);
    expect((await read(id))?.lines).toMatchObject([{ quantity: '3.0000', productId: product.localId }]);
    if (link) await stage.runtime.db.insert(links).values(link);
  });

  it('are never written to, and leave the customer out when he is not asked for', async () => {
    const id = await makeOrder(1);
    const [row] = await stage.runtime.db.query.integrations.findMany();
    if (!row) throw new Error('no integration');
    const fields = { ...row.syncConfig.fields, order: ['number', 'lines', 'status', 'date'] as const };
    await stage.configure({
      syncConfig: { ...row.syncConfig, fields: { ...fields, order: [...fields.order] } },
    });
    const before = stage.odoo.log.length;
    await stage.run(KINDS);
    expect(await read(id)).toMatchObject({ customerName: '', customerEmail: null, customerAddress: null });
    const writes = stage.odoo.log
      .slice(before)
      .filter((call) => ['create', 'write', 'unlink'].includes(call.method));
    expect(writes).toEqual([]);
  });
});
