import { and, eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { stockLevels, warehouses } from '@/db/schema/catalogue';
import { chance } from '@/e2e/odoo/seed/random';
import { openKindStage } from '@/e2e/support/kind-stage';
import { warehouseKind } from '../warehouse/warehouse-kind';
import { stockKind } from './stock-kind';

const KINDS = [warehouseKind, stockKind];
const START = 1_000;
const ROUNDS = 6;

/**
 * Sales, receipts and corrections on both sides, with answers lost, connections cut and proxies in the way: once it is
 * quiet, both sides show what there was at first plus every difference, each counted once.
 */
test.each([
  ['alpha', 14],
  ['bravo', 15],
  ['charlie', 17],
  ['delta', 18],
  ['echo', 19],
] as const)(
  'nothing is lost and nothing counted twice (seed %s, Odoo %i)',
  async (seed, version) => {
    const stage = await openKindStage(version);
    const dice = chance(seed);
    const story: string[] = [];
    try {
      const place = await stage.odoo.as(
        'admin',
        (env) => env.model('stock.warehouse').one(1, 'lot_stock_id') ?? 0,
      );
      await stage.run(KINDS);
      const [main] = await stage.runtime.db.select().from(warehouses).where(eq(warehouses.isDefault, true));
      const goods = [await stage.product('One'), await stage.product('Two'), await stage.product('Three')];
      const ledger = new Map(goods.map((product) => [product, START]));

      const there = (product: { odooId: number }) =>
        stage.odoo.as('admin', (env) => {
          const quants = env.model('stock.quant');
          const ids = quants.search([
            ['product_id', '=', product.odooId],
            ['location_id', '=', place],
          ]);
          return ids.reduce((sum, id) => sum + quants.number(id, 'quantity'), 0);
        });
      const moveThere = async (product: { odooId: number }, difference: number) => {
        const quantity = (await there(product)) + difference;
        const field =
          stage.odoo.db.caps.version >= 15 ? 'inventory_quantity_auto_apply' : 'inventory_quantity';
        await stage.odoo.as('admin', (env) =>
          env
            .with({ inventory_mode: true })
            .model('stock.quant')
            .create({ product_id: product.odooId, location_id: place, [field]: quantity }),
        );
      };
      const levelOf = (product: { localId: string }) =>
        and(eq(stockLevels.productId, product.localId), eq(stockLevels.warehouseId, main?.id ?? ''));
      const here = async (product: { localId: string }) => {
        const [level] = await stage.runtime.db.select().from(stockLevels).where(levelOf(product));
        return Number(level?.quantity);
      };
      const moveHere = (product: { localId: string }, difference: number) =>
        stage.runtime.db
          .update(stockLevels)
          .set({ quantity: sql`${stockLevels.quantity} + ${difference}` })
          .where(levelOf(product));

      for (const product of goods) await moveThere(product, START);
      await stage.run(KINDS);

      for (let round = 0; round < ROUNDS; round++) {
        for (let edits = dice.int(1, 5); edits > 0; edits--) {
          const product = dice.pick(goods);
          const difference = dice.int(-20, 20);
          const side = dice.hit(0.5) ? 'here' : 'there';
          story.push(`${side} ${product.odooId} ${difference}`);
          await (side === 'here' ? moveHere(product, difference) : moveThere(product, difference));
          ledger.set(product, (ledger.get(product) ?? 0) + difference);
        }
        const does = dice.pick([
          { kind: 'drop', when: 'after' } as const,
          { kind: 'drop', when: 'before' } as const,
          { kind: 'drop', when: 'middle' } as const,
          { kind: 'serialization' } as const,
          { kind: 'http', status: 504, after: true } as const,
        ]);
        story.push(JSON.stringify(does));
        stage.trouble.add({
          on: { model: dice.pick(['stock.quant', 'stock.move']), probability: 0.4 },
          does,
        });
        await stage.run(KINDS).catch((error: unknown) => story.push(`run failed: ${String(error)}`));
        stage.trouble.clear();
        stage.later(dice.pick([1_000, 60_000, 130_000]));
        stage.trouble.stepClock(3);
      }

      for (let quiet = 0; quiet < 3; quiet++) {
        stage.later(3_600_000);
        await stage.run(KINDS);
      }
      for (const [product, expected] of ledger) {
        expect([await here(product), await there(product)], story.join('\n')).toEqual([expected, expected]);
      }
      const last = await stage.run(KINDS);
      expect(last.counts.stock?.updated_here ?? 0, story.join('\n')).toBe(0);
      expect(last.counts.stock?.updated_in_odoo ?? 0, story.join('\n')).toBe(0);
    } finally {
      await stage.close();
    }
  },
  240_000,
);
