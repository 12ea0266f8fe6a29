import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { outbox } from '@/db/schema/feeds';
import { type KindStage, openKindStage } from '@/e2e/support/kind-stage';
import { played } from '@/e2e/support/played-on';
import { type StoredGoods, storedGoods } from '@/e2e/support/stored-goods';
import { warehouseKind } from '../warehouse/warehouse-kind';
import { stockKind } from './stock-kind';

const KINDS = [warehouseKind, stockKind];

describe.each(played(14, 16, 19))('a count that Odoo %i cannot carry out, or answers oddly', (version) => {
  let stage: KindStage;
  let goods: StoredGoods;
  let count = 0;

  beforeAll(async () => {
    stage = await openKindStage(version);
    await stage.run(KINDS);
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    goods = await storedGoods(stage, `Goods ${++count}`);
  });

  it('takes what waits in the warehouse’s other places for on hand, and counts in the stock location', async () => {
    await goods.setInOdoo(7);
    await stage.odoo.as('admin', (env) => {
      const output = env.model('stock.warehouse').one(1, 'wh_output_stock_loc_id') ?? 0;
      const quants = env.model('stock.quant').sudo();
      quants.create({ product_id: goods.odooId, location_id: output, quantity: 3 });
    });
    await stage.run(KINDS);
    expect(await goods.here()).toMatchObject({ quantity: 10 });
    await goods.setHere('8');
    await stage.run(KINDS);
    expect([(await goods.here())?.quantity, await goods.there()]).toEqual([8, 5]);
    const idle = await stage.run(KINDS);
    expect(idle.counts.stock?.unchanged).toBe(idle.counts.stock?.seen);

    await goods.setHere('1');
    await stage.run(KINDS);
    expect(await goods.errorsHere()).toEqual(['stock_would_be_negative']);
    expect(await goods.there()).toBe(5);
    await goods.setHere('3');
    await stage.run(KINDS);
    expect([await goods.there(), await goods.errorsHere()]).toEqual([0, []]);
  });

  it('says why the stock of a tracked product stays as it is, once, and clears the outbox', async () => {
    await stage.odoo.as('admin', (env) =>
      env.model('product.product').write([goods.odooId], { tracking: 'lot' }),
    );
    await goods.setHere('5');
    await stage.run(KINDS);
    expect(await goods.errorsHere()).toEqual(['stock_lot_tracked']);
    expect(await goods.there()).toBe(0);
    expect(await goods.here()).toMatchObject({ quantity: 5 });
    const waiting = await stage.runtime.db.select().from(outbox).where(eq(outbox.kind, 'stock'));
    expect(waiting).toEqual([]);
    await goods.setHere('0');
    await stage.run(KINDS);
    expect(await goods.errorsHere()).toEqual([]);
  });

  it('sends no count finer than Odoo counts in, says in what steps, and is content with one that fits', async () => {
    const countIn = (digits: number) =>
      stage.odoo.as('admin', (env) => {
        const [unit = 0] = env.model('uom.uom').search([['name', '=', 'Units']]);
        const precision = env.model('decimal.precision');
        if (version < 19) env.model('uom.uom').write([unit], { rounding: 10 ** -digits });
        else precision.write(precision.search([['name', '=', 'Product Unit']]), { digits });
      });
    await goods.setInOdoo(10);
    await stage.run(KINDS);
    await countIn(0);
    await goods.setHere('12.5');
    for (let n = 0; n < 2; n += 1) {
      await stage.run(KINDS, { mode: 'full' });
      stage.later(3_600_000);
      expect(await goods.errorsHere()).toEqual(['stock_finer_than_unit']);
      expect([await goods.there(), await goods.movesThere()]).toEqual([10, 1]);
      expect(await goods.here()).toMatchObject({ quantity: 12.5 });
    }
    await goods.setHere('12');
    await stage.run(KINDS);
    expect(await goods.errorsHere()).toEqual([]);
    expect([await goods.there(), await goods.movesThere()]).toEqual([12, 2]);
    await countIn(2);
    await goods.setHere('12.25');
    await stage.run(KINDS);
    expect([await goods.errorsHere(), await goods.there()]).toEqual([[], 12.25]);
  });

  it('counts on where only the threshold cannot be kept here', async () => {
    await goods.setInOdoo(4);
    await stage.run(KINDS);
    const rule = await stage.odoo.as('admin', (env) =>
      env.model('stock.warehouse.orderpoint').create({
        product_id: goods.odooId,
        location_id: goods.place,
        product_min_qty: 1e15,
        product_max_qty: 1e15,
      }),
    );
    await goods.setHere('6');
    await stage.run(KINDS);
    expect(await goods.errorsHere()).toEqual(['number_too_large']);
    expect([await goods.there(), await goods.here()]).toEqual([6, { quantity: 6, threshold: null }]);
    await goods.setInOdoo(9);
    await stage.run(KINDS);
    expect([await goods.errorsHere(), await goods.here()]).toEqual([
      ['number_too_large'],
      { quantity: 9, threshold: null },
    ]);
    await stage.odoo.as('admin', (env) =>
      env.model('stock.warehouse.orderpoint').write([rule], { product_min_qty: 3 }),
    );
    await stage.run(KINDS);
    expect([await goods.errorsHere(), await goods.here()]).toEqual([
      [],
      { quantity: 9, threshold: '3.0000' },
    ]);
  });

  it('shows a stock below zero as it is, and says so', async () => {
    await goods.setInOdoo(-3);
    await stage.run(KINDS);
    expect(await goods.here()).toMatchObject({ quantity: -3 });
    expect(await goods.errorsHere()).toEqual(['stock_negative_in_odoo']);
    await goods.setInOdoo(2);
    await stage.run(KINDS);
    expect(await goods.here()).toMatchObject({ quantity: 2 });
    expect(await goods.errorsHere()).toEqual([]);
  });
});
