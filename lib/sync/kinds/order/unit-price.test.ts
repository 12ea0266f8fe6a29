import { afterEach, expect, test } from 'vitest';
import { orderLines, orders } from '@/db/schema/orders';
import { openStage, type Stage } from '@/e2e/engine/stage';
import { played } from '@/e2e/support/played-on';

let stage: Stage;
afterEach(() => stage.close());

test.each(played('19.0', '20.0'))(
  'what a unit costs on an order is told with the tax that its product’s price has in it (Odoo %s)',
  async (version) => {
    stage = await openStage();
    const odoo = await stage.odoo({
      version,
      seed: (env) => {
        const tax = (name: string, mode: string) =>
          env
            .model('account.tax')
            .create({ name, amount: 20, type_tax_use: 'sale', price_include_override: mode });
        const make = (name: string, price: number, taxId: number) =>
          env.model('product.product').create({ name, list_price: price, taxes_id: [[6, 0, [taxId]]] });
        const within = make('Tasse', 120, tax('TVA incluse', 'tax_included'));
        const onTop = make('Bol', 50, tax('TVA en sus', 'tax_excluded'));
        const line = (product: number) => [0, 0, { product_id: product, product_uom_qty: 3 }];
        env.model('sale.order').create({
          partner_id: env.model('res.partner').create({ name: 'Client' }),
          order_line: [line(within), line(onTop)],
        });
      },
    });
    const integration = await stage.join(odoo, { direction: 'bidirectional' });
    expect(await stage.run(integration)).toMatchObject({ status: 'succeeded', error: null });
    const lines = await stage.runtime.db.select().from(orderLines).orderBy(orderLines.position);
    expect(lines.map(({ unitPrice, total }) => [Number(unitPrice), Number(total)])).toEqual([
      [120, 360],
      [50, 180],
    ]);
    const [order] = await stage.runtime.db.select().from(orders);
    expect([Number(order?.totalUntaxed), Number(order?.total)]).toEqual([450, 540]);
  },
);
