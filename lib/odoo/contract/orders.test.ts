import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SERVERS, type Server, startServer } from '@/e2e/support/odoo-servers';
import { readOrders } from '../intentions/read-orders';
import { createTemplates } from '../intentions/write-products';
import type { OdooSession } from '../session';

describe.each(SERVERS)('orders on Odoo $version over $transport', ({ version, transport }) => {
  let server: Server;
  let odoo: OdooSession;
  let partner: number;
  let product: number;

  beforeAll(async () => {
    server = await startServer(version, transport);
    odoo = await server.open();
    const values = { name: 'Mug', goods: 'stored', taxIds: [] } as const;
    await createTemplates(odoo, [{ externalId: 'mug', values }]);
    await server.odoo.as('admin', (env) => {
      const products = env.model('product.product');
      product = products.search([['name', '=', 'Mug']])[0] ?? 0;
      products.write([product], { default_code: 'MUG' });
      partner = env.model('res.partner').create({
        name: 'Éléonore Dupont',
        email: 'eleonore@example.com',
        street: '1 rue de la Paix',
        zip: '75002',
        city: 'Paris',
        country_id: env.model('res.country').search([['code', '=', 'FR']])[0] ?? false,
      });
      const field = version >= 15 ? 'inventory_quantity_auto_apply' : 'inventory_quantity';
      const stock = env.model('stock.warehouse').read([1], ['lot_stock_id'])[0]?.lot_stock_id;
      env
        .with({ inventory_mode: true })
        .model('stock.quant')
        .create({
          product_id: product,
          location_id: Array.isArray(stock) ? stock[0] : stock,
          [field]: 100,
        });
    });
  });
  afterAll(() => server.close());

  async function makeOrder(quantity: number): Promise<number> {
    const line = { product_id: product, product_uom_qty: quantity, price_unit: 12.5, discount: 10 };
    const note = { display_type: 'line_note', name: 'Merci !' };
    const made = await odoo.call('sale.order', 'create', [
      [
        {
          partner_id: partner,
          commitment_date: '2026-12-24 09:00:00',
          order_line: [
            [0, 0, line],
            [0, 0, note],
          ],
        },
      ],
    ]);
    if (!Array.isArray(made) || typeof made[0] !== 'number') throw new Error('no order');
    return made[0];
  }

  async function read(id: number) {
    const [order] = await readOrders(odoo, [id]);
    if (!order) throw new Error('order not there');
    return order;
  }

  async function deliver(id: number, quantity: number): Promise<void> {
    const pickings = await odoo.call('stock.picking', 'search', [
      [
        ['sale_id', '=', id],
        ['state', '!=', 'done'],
      ],
    ]);
    const moves = await odoo.call('stock.move', 'search', [[['picking_id', 'in', pickings]]]);
    const done = version >= 17 ? { quantity, picked: true } : { quantity_done: quantity };
    await odoo.call('stock.move', 'write', [moves, done]);
    const context = { skip_backorder: true, cancel_backorder: false };
    await odoo.call('stock.picking', 'button_validate', [pickings], { context });
  }

  it('reads a quotation with its customer, its lines and its dates', async () => {
    const order = await read(await makeOrder(3));
    expect(order).toMatchObject({
      status: 'quotation',
      customerName: 'Éléonore Dupont',
      customerEmail: 'eleonore@example.com',
      customerAddress: { street: '1 rue de la Paix', zip: '75002', city: 'Paris', country: 'France' },
      expectedAt: new Date('2026-12-24T09:00:00Z'),
      deliveredAt: null,
    });
    expect(order.lines).toMatchObject([
      {
        productId: product,
        sku: 'MUG',
        quantity: '3',
        unitPrice: '12.5',
        discount: '10',
        totalUntaxed: '33.75',
        kind: 'goods',
      },
      { kind: 'note', name: 'Merci !', productId: null, unit: null },
    ]);
    expect(order.totalUntaxed).toBe('33.75');
    expect(order.number).toMatch(/^S/);
    expect(order.currency).not.toBe('');
  });

  it('follows an order from confirmation to delivery', async () => {
    const id = await makeOrder(2);
    await odoo.call('sale.order', 'action_confirm', [[id]]);
    expect(await read(id)).toMatchObject({ status: 'confirmed', deliveryStatus: 'pending' });
    await deliver(id, 2);
    const order = await read(id);
    expect(order).toMatchObject({ status: 'delivered', deliveryStatus: 'full' });
    expect(order.lines[0]?.delivered).toBe('2');
    expect(order.deliveredAt).not.toBeNull();
  });

  it('calls a cancelled order cancelled', async () => {
    const id = await makeOrder(2);
    await odoo.call('sale.order', 'action_confirm', [[id]]);
    await odoo.call('sale.order', 'action_cancel', [[id]], { context: { disable_cancel_warning: true } });
    expect(await read(id)).toMatchObject({ status: 'cancelled', odooState: 'cancel', deliveredAt: null });
  });

  it('leaves out what is not there, in a constant number of calls', async () => {
    const ids = [await makeOrder(1), await makeOrder(2), 999_999];
    await readOrders(odoo, ids);
    const before = odoo.calls.count;
    expect(await readOrders(odoo, ids)).toHaveLength(2);
    expect(odoo.calls.count - before).toBeLessThanOrEqual(7);
  });
});
