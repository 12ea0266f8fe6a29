import { and, asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orderLines, orders } from '@/db/schema/orders';
import type { Model } from '@/e2e/odoo/orm/model';
import type { Vals } from '@/e2e/odoo/orm/values';
import { type KindStage, openKindStage } from '@/e2e/support/kind-stage';
import { played } from '@/e2e/support/played-on';
import { bestSellers } from '@/lib/analytics/best-sellers';
import { replenishment } from '@/lib/analytics/replenishment';
import { salesOverTime } from '@/lib/analytics/sales';
import { orderKind } from './order-kind';

const KINDS = [orderKind];
const FORECAST = { window_days: 90, lead_days: 14, cover_days: 30, to_order: false, limit: 500 };

function call(model: Model, method: string, ids: number[]): void {
  const found = model.cls.methods[method];
  if (!found) throw new Error(`no method ${method}`);
  found.run(model, ids, {});
}

/** Orders as shops have them: in dozens, with shipping, discounts, rewards, advances, combos, text, returns. */
describe.each(played(14, 17, 18, 19))('what was sold on Odoo %i', (version) => {
  let stage: KindStage;
  let mug: { localId: string; odooId: number };
  let cup: { localId: string; odooId: number };
  let partner: number;
  const unit = version >= 19 ? 'product_uom_id' : 'product_uom';
  const untaxed: Vals = { [version >= 19 ? 'tax_ids' : 'tax_id']: [[6, 0, []]] };
  const type = version >= 15 && version <= 17 ? 'detailed_type' : 'type';

  beforeAll(async () => {
    stage = await openKindStage(version, {}, ['delivery', 'sale_loyalty']);
    mug = await stage.product('Mug');
    cup = await stage.product('Bol');
    await stage.odoo.as('admin', (env) => {
      env
        .model('product.template')
        .write(env.model('product.product').read([mug.odooId, cup.odooId], ['product_tmpl_id']).map(owner), {
          list_price: 10,
          taxes_id: [[6, 0, []]],
        });
      partner = env.model('res.partner').create({ name: 'Élise' });
    });
  });
  afterAll(() => stage.close());

  const owner = (row: { [name: string]: unknown }) => Number([row.product_tmpl_id].flat()[0]);

  const service = (name: string, vals: Vals = {}) =>
    stage.odoo.as('admin', (env) => {
      const template = env
        .model('product.template')
        .create({ name, [type]: 'service', taxes_id: [[6, 0, []]], ...vals });
      return env.model('product.product').search([['product_tmpl_id', '=', template]])[0] ?? 0;
    });

  const unitNamed = (name: string) =>
    stage.odoo.as('admin', (env) => env.model('uom.uom').search([['name', '=', name]])[0] ?? 0);

  const order = (lines: Vals[], confirmed = true) =>
    stage.odoo.as('admin', (env) => {
      const id = env
        .model('sale.order')
        .create({ partner_id: partner, order_line: lines.map((line) => [0, 0, line]) });
      if (confirmed) call(env.model('sale.order'), 'action_confirm', [id]);
      return id;
    });

  const deliver = (id: number) =>
    stage.odoo.as('admin', (env) => {
      const pickings = env.model('stock.picking');
      const open = pickings.search([
        ['sale_id', '=', id],
        ['state', 'not in', ['done', 'cancel']],
      ]);
      const moves = env.model('stock.move');
      for (const move of moves.search([['picking_id', 'in', open]])) {
        const demand = moves.number(move, 'product_uom_qty');
        moves.write([move], version >= 17 ? { quantity: demand, picked: true } : { quantity_done: demand });
      }
      call(pickings, 'button_validate', open);
    });

  const giveBack = (id: number) =>
    stage.odoo.as('admin', (env) => {
      const [picking = 0] = env.model('stock.picking').search([['sale_id', '=', id]]);
      const wizard = env.model('stock.return.picking').create({ picking_id: picking });
      const create = version >= 18 ? 'action_create_returns' : 'create_returns';
      call(env.model('stock.return.picking'), create, [wizard]);
    });

  async function read(odooId: number) {
    const [row] = await stage.runtime.db.select().from(orders).where(eq(orders.odooId, odooId));
    if (!row) throw new Error('not imported');
    const lines = await stage.runtime.db
      .select()
      .from(orderLines)
      .where(eq(orderLines.orderId, row.id))
      .orderBy(asc(orderLines.position));
    return { ...row, lines };
  }

  const ctx = () => ({ ...stage.runtime.ctx, now: () => new Date(Date.now() + 2 * 86_400_000) });
  const ranked = async () => (await bestSellers(ctx(), { by: 'quantity', limit: 500 })).data;
  const sold = async (product: { localId: string }) => {
    const { data } = await replenishment(ctx(), FORECAST);
    return data.find((row) => row.product_id === product.localId);
  };

  it('counts a dozen as twelve, and says the unit of the line', async () => {
    const before = await sold(mug);
    const id = await order([
      { product_id: mug.odooId, product_uom_qty: 2, [unit]: await unitNamed('Dozens') },
      { display_type: 'line_section', name: 'Gravure' },
      { display_type: 'line_note', name: 'Sans emballage' },
    ]);
    await stage.run(KINDS);
    expect((await read(id)).lines).toMatchObject([
      { kind: 'goods', unit: 'Dozens', quantity: '2.0000', unitRatio: '12', productUnit: 'Units' },
      { kind: 'section', name: 'Gravure', unit: null },
      { kind: 'note', name: 'Sans emballage', unit: null },
    ]);
    expect((await read(id)).total).toBe('240.0000');
    const after = await sold(mug);
    expect(Number(after?.sold) - Number(before?.sold ?? 0)).toBe(24);
    expect(after).toMatchObject({ unit: 'Units', lines_not_counted: 0 });
    await deliver(id);
    await stage.run(KINDS);
    expect(await read(id)).toMatchObject({ status: 'delivered', lines: [{ delivered: '2.0000' }, {}, {}] });
  });

  it('tells of a line whose unit cannot be converted, and counts the others', async () => {
    const plate = await stage.product('Assiette');
    await order([
      { product_id: plate.odooId, product_uom_qty: 3 },
      { product_id: plate.odooId, product_uom_qty: 7, [unit]: await unitNamed('kg') },
    ]);
    await stage.run(KINDS);
    expect(await sold(plate)).toMatchObject({ sold: '3', lines_not_counted: 1 });
    expect((await ranked()).find((row) => row.product_id === plate.localId)).toMatchObject({
      quantity: '3',
      lines_not_counted: 1,
    });
  });

  it('counts anew when a product gets another unit of its own', async () => {
    const jug = await stage.product('Carafe');
    await order([{ product_id: jug.odooId, product_uom_qty: 24 }]);
    await stage.run(KINDS);
    const dozens = await unitNamed('Dozens');
    await stage.odoo.as('admin', (env) => {
      const [row] = env.model('product.product').read([jug.odooId], ['product_tmpl_id']);
      env.model('product.template').write([owner(row ?? {})], { uom_id: dozens });
    });
    await stage.run(KINDS);
    expect(await sold(jug)).toMatchObject({ sold: '2', unit: 'Dozens' });
  });

  it('ranks goods, not shipping, discounts, rewards or services, and leaves the revenue whole', async () => {
    const lamp = await stage.product('Lampe');
    const before = await salesOverTime(ctx(), { interval: 'month' });
    const id = await order([
      { product_id: lamp.odooId, product_uom_qty: 1, price_unit: 40, ...untaxed },
      { product_id: await service('Livraison'), price_unit: 7, is_delivery: true },
      { product_id: await service('Remise'), price_unit: -10 },
      { product_id: await service('10 %'), price_unit: -4, is_reward_line: true },
      { product_id: await service('Montage'), price_unit: 30 },
      {
        product_id: lamp.odooId,
        product_uom_qty: 1,
        price_unit: 40,
        discount: 100,
        is_reward_line: true,
        ...untaxed,
      },
    ]);
    await stage.run(KINDS);
    expect((await read(id)).lines.map((line) => line.kind)).toEqual([
      'goods',
      'delivery',
      'discount',
      'reward',
      'service',
      'goods',
    ]);
    const names = (await ranked()).map((row) => row.title);
    expect(names).toContain('Lampe');
    for (const other of ['Livraison', 'Remise', '10 %', 'Montage']) expect(names).not.toContain(other);
    expect((await ranked()).find((row) => row.title === 'Lampe')).toMatchObject({
      quantity: '2',
      revenue: '40.00',
    });
    const after = await salesOverTime(ctx(), { interval: 'month' });
    expect(Number(after.revenue) - Number(before.revenue)).toBe(63);
    expect(Number(after.quantity) - Number(before.quantity)).toBe(2);
  });

  it('counts nothing that came back, nor what was cancelled after its delivery', async () => {
    const [vase, bell] = [await stage.product('Vase'), await stage.product('Cloche')];
    const returned = await order([{ product_id: vase.odooId, product_uom_qty: 5 }]);
    const cancelled = await order([{ product_id: bell.odooId, product_uom_qty: 3 }]);
    await deliver(returned);
    await deliver(cancelled);
    await stage.run(KINDS);
    expect(await sold(vase)).toMatchObject({ sold: '5' });
    await giveBack(returned);
    await stage.run(KINDS);
    expect(await read(returned)).toMatchObject({ status: 'delivered' });
    await deliver(returned);
    await stage.odoo.as('admin', (env) =>
      call(env.with({ disable_cancel_warning: true }).model('sale.order'), 'action_cancel', [cancelled]),
    );
    await stage.run(KINDS);
    expect(await read(returned)).toMatchObject({
      status: 'delivered',
      lines: [{ quantity: '5.0000', delivered: '0.0000', withdrawn: '5.0000' }],
    });
    for (const product of [vase, bell]) {
      expect(await sold(product)).toMatchObject({ sold: '0', suggested_quantity: '0' });
      expect((await ranked()).map((row) => row.product_id)).not.toContain(product.localId);
    }
  });

  it('delivers a service with a discount once the service is done', async () => {
    const lesson = await service('Cours');
    const id = await order([{ product_id: lesson, product_uom_qty: 2, price_unit: 50 }], false);
    await stage.odoo.as('admin', (env) => {
      if (version >= 17) {
        const wizard = env
          .model('sale.order.discount')
          .create({ sale_order_id: id, discount_type: 'amount', discount_amount: 20 });
        call(env.model('sale.order.discount'), 'action_apply_discount', [wizard]);
      } else {
        env.model('sale.order.line').create({ order_id: id, product_id: lesson, price_unit: -20 });
      }
      call(env.model('sale.order'), 'action_confirm', [id]);
      const [line = 0] = env.model('sale.order.line').search([['order_id', '=', id]]);
      env.model('sale.order.line').set(line, { qty_delivered_manual: 2 });
      env.model('sale.order').touch([id]);
    });
    await stage.run(KINDS);
    expect(await read(id)).toMatchObject({
      status: 'delivered',
      total: '80.0000',
      lines: [{ kind: 'service' }, { kind: 'discount' }],
    });
  });

  it.runIf(version >= 18)('counts the goods of a combo once, and delivers it with them', async () => {
    const [plate, glass] = [await stage.product('Plat'), await stage.product('Verre')];
    const id = await stage.odoo.as('admin', (env) => {
      const choices = [plate, glass].map((product) =>
        env.model('product.combo').create({
          name: 'Choix',
          combo_item_ids: [[0, 0, { product_id: product.odooId }]],
        }),
      );
      const menu = env
        .model('product.template')
        .create({ name: 'Menu', type: 'combo', list_price: 20, combo_ids: [[6, 0, choices]] });
      const [head = 0] = env.model('product.product').search([['product_tmpl_id', '=', menu]]);
      const made = env
        .model('sale.order')
        .create({ partner_id: partner, order_line: [[0, 0, { product_id: head, product_uom_qty: 1 }]] });
      const lines = env.model('sale.order.line');
      const [first = 0] = lines.search([['order_id', '=', made]]);
      [plate, glass].forEach((product, n) => {
        const [item = 0] = env.model('product.combo.item').search([['combo_id', '=', choices[n] ?? 0]]);
        lines.create({
          order_id: made,
          product_id: product.odooId,
          combo_item_id: item,
          linked_line_id: first,
        });
      });
      call(env.model('sale.order'), 'action_confirm', [made]);
      return made;
    });
    await deliver(id);
    await stage.run(KINDS);
    const sale = await read(id);
    expect(sale.status).toBe('delivered');
    expect(sale.lines.map((line) => line.kind)).toEqual(['combo', 'goods', 'goods']);
    const titles = (await ranked()).filter((row) => ['Menu', 'Plat', 'Verre'].includes(row.title));
    expect(titles.map((row) => [row.title, row.quantity]).sort()).toEqual([
      ['Plat', '1'],
      ['Verre', '1'],
    ]);
  });

  it('changes nothing in idle full runs, whatever the orders hold and whenever they are looked at', async () => {
    await order([{ product_id: mug.odooId, product_uom_qty: 1, price_unit: 33.333333333333336 }], false);
    await order([
      { product_id: mug.odooId, product_uom_qty: 3, price_unit: 33.333333333333336, discount: 7.77 },
    ]);
    await order([
      { product_id: cup.odooId, product_uom_qty: 1 },
      { display_type: 'line_section', name: 'Acomptes', is_downpayment: true },
      { product_id: await service('Acompte'), product_uom_qty: 0, price_unit: 300, is_downpayment: true },
    ]);
    await stage.run(KINDS, { mode: 'full' });
    for (let again = 0; again < 2; again++) {
      stage.trouble.stepClock(3600);
      const run = await stage.run(KINDS, { mode: 'full' });
      expect(run.counts.order?.updated_here ?? 0).toBe(0);
      expect(run.counts.order?.created_here ?? 0).toBe(0);
      expect(run.counts.order?.unchanged).toBeGreaterThan(8);
    }
    const quotations = await stage.runtime.db
      .select({ expected: orders.expectedAt })
      .from(orders)
      .where(and(eq(orders.status, 'quotation'), eq(orders.integrationId, stage.integrationId)));
    expect(quotations).toEqual([{ expected: null }]);
  });
});
