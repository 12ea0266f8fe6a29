import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SERVERS, type Server, startServer } from '@/e2e/support/odoo-servers';
import { addUser, SALESMAN } from '@/e2e/support/odoo-users';
import { movedBy, newestMove } from '../intentions/moves';
import { readOrderpoints, writeThresholds } from '../intentions/orderpoints';
import { readQuantities } from '../intentions/quantities';
import { readWarehouses } from '../intentions/read-warehouses';
import { applyStockDifferences, type StockOutcome } from '../intentions/set-stock';
import { createTemplates } from '../intentions/write-products';
import type { RemoteWarehouse } from '../records';
import type { OdooSession } from '../session';

describe.each(SERVERS)('stock on Odoo $version over $transport', ({ version, transport }) => {
  let server: Server;
  let odoo: OdooSession;
  let place: RemoteWarehouse;
  let product: number;
  let count = 0;

  beforeAll(async () => {
    server = await startServer(version, transport);
    odoo = await server.open();
    const [first] = await readWarehouses(odoo);
    if (!first) throw new Error('no warehouse');
    place = first;
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    product = await makeProduct();
  });

  async function makeProduct(goods: 'stored' | 'consumable' | 'service' = 'stored'): Promise<number> {
    const externalId = `stock-${++count}`;
    const values = { name: `Goods ${count}`, goods, taxIds: [] };
    const [made] = await createTemplates(odoo, [{ externalId, values }]);
    if (!made?.ok) throw made?.error;
    const ids = await odoo.call('product.product', 'search', [[['product_tmpl_id', '=', made.id]]]);
    if (!Array.isArray(ids) || typeof ids[0] !== 'number') throw new Error('no variant');
    return ids[0];
  }

  /** By reference: the newest move when it was first sent. */
  const noted = new Map<string, number>();
  const first = async (reference: string) => ({ reference, since: await newestMove(odoo), again: false });
  const apply = async (reference: string, difference: string, id = product): Promise<StockOutcome> => {
    const again = noted.has(reference);
    const since = noted.get(reference) ?? (await newestMove(odoo));
    noted.set(reference, since);
    const note = { reference, since, again };
    const outcomes = await applyStockDifferences(odoo, place, note, [{ productId: id, difference }]);
    const outcome = outcomes.get(id);
    if (!outcome) throw new Error('no outcome');
    return outcome;
  };
  const onHand = async (id = product) => (await readQuantities(odoo, [id], [place]))[0]?.quantity;
  const moves = async (reference: string, id = product) =>
    (await movedBy(odoo, reference, [id], place)).get(id)?.toFixed() ?? '0';

  it('brings differences in and out, with a move that carries the reference but on 17', async () => {
    expect(await onHand()).toBe('0');
    expect(await apply('PM-a', '10')).toEqual({ applied: '10', error: null });
    expect(await apply('PM-b', '-3.5')).toEqual({ applied: '-3.5', error: null });
    expect(await onHand()).toBe('6.5');
    const carried = version === 17 ? ['0', '0'] : ['10', '-3.5'];
    expect([await moves('PM-a'), await moves('PM-b')]).toEqual(carried);
  });

  it('does the same reference once however often it is asked', async () => {
    await apply('PM-once', '4');
    await apply('PM-once', '4');
    expect(await onHand()).toBe('4');
    // Without a trace only what was noted is known again.
    if (version === 17) return;
    expect(await apply('PM-once', '6')).toEqual({ applied: '6', error: null });
    expect(await onHand()).toBe('6');
  });

  it('counts a sale that happens between the look and the count', async () => {
    await apply('PM-start', '10');
    let sold = false;
    server.odoo.hooks.beforeCall = async (call) => {
      const writes = call.model === 'stock.quant' && (call.method === 'write' || call.method === 'create');
      if (!writes || sold) return;
      sold = true;
      await server.odoo.as('admin', (env) => {
        const quants = env.model('stock.quant');
        const [id] = quants.search([
          ['product_id', '=', product],
          ['location_id', '=', place.stockLocationId],
        ]);
        if (id !== undefined) quants.set(id, { quantity: 8 });
      });
    };
    const outcome = await apply('PM-race', '5');
    delete server.odoo.hooks.beforeCall;
    expect(sold).toBe(true);
    expect(outcome).toEqual({ applied: '5', error: null });
    expect(await onHand()).toBe('13');
  });

  it('counts once also where something strips the reference from moves', async () => {
    await apply('PM-kept', '10');
    server.odoo.hooks.afterCommit = async (call) => {
      if (call.model !== 'stock.quant') return;
      await server.odoo.as('admin', (env) => {
        const moves = env.model('stock.move');
        for (const id of moves.search([['product_id', '=', product]])) moves.set(id, { origin: false });
      });
    };
    const outcome = await apply('PM-stripped', '-4');
    delete server.odoo.hooks.afterCommit;
    expect(outcome).toEqual({ applied: '-4', error: null });
    expect(await onHand()).toBe('6');
  });

  it('takes from the shelves what the stock location itself does not have', async () => {
    await server.odoo.as('admin', (env) => {
      const shelf = env.model('stock.location').create({
        name: `Shelf ${product}`,
        location_id: place.stockLocationId,
        usage: 'internal',
      });
      const field = version >= 15 ? 'inventory_quantity_auto_apply' : 'inventory_quantity';
      env
        .with({ inventory_mode: true })
        .model('stock.quant')
        .create({ product_id: product, location_id: shelf, [field]: 6 });
    });
    await apply('PM-floor', '2');
    expect(await onHand()).toBe('8');
    expect(await apply('PM-shelf', '-7')).toEqual({ applied: '-7', error: null });
    expect(await onHand()).toBe('1');
  });

  it('never goes below zero', async () => {
    await apply('PM-few', '2');
    const outcome = await apply('PM-many', '-3');
    expect(outcome).toMatchObject({ applied: '0', error: { code: 'stock_would_be_negative' } });
    expect(await onHand()).toBe('2');
  });

  it('says of each product that has no stock why, and does the others', async () => {
    const service = await makeProduct('service');
    const consumable = await makeProduct('consumable');
    const lot = await makeProduct();
    const serial = await makeProduct();
    await server.odoo.as('admin', (env) => {
      const products = env.model('product.product');
      products.write([lot], { tracking: 'lot' });
      products.write([serial], { tracking: 'serial' });
    });
    const ids = [service, consumable, lot, serial, product];
    const outcomes = await applyStockDifferences(
      odoo,
      place,
      await first('PM-mixed'),
      ids.map((productId) => ({ productId, difference: '3' })),
    );
    expect(ids.map((id) => outcomes.get(id)?.error?.code ?? null)).toEqual([
      'stock_service',
      'stock_untracked',
      'stock_lot_tracked',
      'stock_serial_tracked',
      null,
    ]);
    expect(await onHand()).toBe('3');
  });

  it('counts and applies as an inventory user where Odoo lets him, and says which right is missing elsewhere', async () => {
    const login = `counter-${product}`;
    const apiKey = await addUser(server.odoo, login, SALESMAN);
    const user = await server.open({ username: login, apiKey });
    const outcomes = await applyStockDifferences(user, place, await first('PM-user'), [
      { productId: product, difference: '4' },
    ]);
    const outcome = outcomes.get(product);
    if (version >= 18) {
      expect(outcome).toEqual({ applied: '4', error: null });
      expect(await moves('PM-user')).toBe('4');
    } else {
      expect(outcome).toMatchObject({ applied: '0', error: { code: 'stock_permission' } });
      expect(await onHand()).toBe('0');
    }
  });

  it('keeps warehouses apart', async () => {
    await server.odoo.as('admin', (env) => {
      env.model('stock.warehouse').create({ name: `Second ${product}`, code: `S${product}` });
    });
    const all = await readWarehouses(odoo);
    const second = all.find((one) => one.code === `S${product}`);
    if (!second) throw new Error('no second warehouse');
    await apply('PM-first', '4');
    await applyStockDifferences(odoo, second, await first('PM-second'), [
      { productId: product, difference: '9' },
    ]);
    const found = await readQuantities(odoo, [product], [place, second]);
    expect(found.map((row) => row.quantity)).toEqual(['4', '9']);
  });

  it('writes alert thresholds as rules that never order by themselves', async () => {
    const rule = async () => (await readOrderpoints(odoo, [product], [place]))[0] ?? null;
    const set = (minimum: string | null, known: Awaited<ReturnType<typeof rule>>) =>
      writeThresholds(odoo, [{ productId: product, place, minimum, known }]);
    expect((await set('5', null))[0]?.ok).toBe(true);
    expect(await rule()).toMatchObject({ minimum: '5', maximum: '5' });
    expect((await set('8', await rule()))[0]?.ok).toBe(true);
    expect(await rule()).toMatchObject({ minimum: '8', maximum: '8' });
    expect((await set('3', await rule()))[0]?.ok).toBe(true);
    expect(await rule()).toMatchObject({ minimum: '3', maximum: '8' });
    const made = await rule();
    expect((await set(null, made))[0]?.ok).toBe(true);
    expect(await rule()).toMatchObject({ minimum: null });
    expect((await set('4', null))[0]).toEqual({ ok: true, id: made?.id });
    const [row] = await server.odoo.as('admin', (env) =>
      env.model('stock.warehouse.orderpoint').read([made?.id ?? 0], ['trigger']),
    );
    expect(row?.trigger).toBe('manual');
  });
});
