import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { SERVERS, type Server, startServer, startServerItself } from '@/e2e/support/odoo-servers';
import { addUser, CATALOGUE, MANAGER, SALESMAN } from '@/e2e/support/odoo-users';
import { type ConnectionCheck, checkConnection, runChecks } from '../check-connection';
import { discover } from '../discover';
import { readQuantities } from '../intentions/quantities';
import type { Needs } from '../needed-rights';

const EVERYTHING: Needs = {
  direction: 'bidirectional',
  fields: {
    product: ['title', 'price', 'category', 'images', 'attributes'],
    stock: ['quantity', 'warehouse', 'alert_threshold'],
    order: ['number'],
  },
};
const CATALOGUE_ONLY: Needs = { direction: 'import', fields: { product: ['title'], stock: [], order: [] } };

/** The smallest PNG, in base64. */
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

function statuses(checks: readonly ConnectionCheck[]): string[] {
  return checks.map(({ id, status, code }) => `${id} ${status}${code ? ` ${code}` : ''}`);
}

describe.each(SERVERS)('the connection test on Odoo $version over $transport', ({ version, transport }) => {
  let server: Server;
  const keys: Record<string, string> = {};

  beforeAll(async () => {
    server = await startServer(version, transport);
    keys.catalogue = await addUser(server.odoo, 'catalogue', CATALOGUE);
    keys.manager = await addUser(server.odoo, 'manager', MANAGER);
    keys.salesman = await addUser(server.odoo, 'salesman', SALESMAN);
    const odoo = await server.open();
    await odoo.call('product.template', 'create', [{ name: 'Bowl', image_1920: PIXEL }]);
  });
  afterAll(() => server.close());

  const as = (login: string) => ({ ...server.settings, username: login, apiKey: keys[login] ?? '' });

  it('passes five checks, each told as it ends', async () => {
    const told: string[] = [];
    const report = await checkConnection(as('catalogue'), {
      ...EVERYTHING,
      onCheck: ({ id }) => told.push(id),
    });
    expect(statuses(report.checks)).toEqual([
      'reachable ok',
      'authentication ok',
      'database ok',
      'permissions ok',
      'products ok',
    ]);
    expect(told).toEqual(report.checks.map(({ id }) => id));
    expect(report).toMatchObject({ ok: true, serverVersion: server.serie, transport, productCount: 1 });
  });

  it('names every missing right and the group that grants it', async () => {
    const report = await checkConnection(as('salesman'), EVERYTHING);
    expect(report.ok).toBe(false);
    const permissions = report.checks.find(({ id }) => id === 'permissions');
    expect(permissions).toMatchObject({ status: 'failed', code: 'missing_rights' });
    const missing = permissions?.missing ?? [];
    expect(missing).toContainEqual(
      expect.objectContaining({
        model: 'product.template',
        operation: 'create',
        groups: expect.arrayContaining([version >= 19 ? 'Products / Create' : 'Inventory / Administrator']),
      }),
    );
    expect(missing.some(({ operation }) => operation === 'read')).toBe(false);
    const mayNotCount = missing.some(
      ({ model, operation }) => model === 'stock.quant' && operation === 'write',
    );
    expect(mayNotCount).toBe(version <= 17);
    expect(permissions?.hints).toContain('own_orders_only');
    expect(permissions?.hints?.includes('image_checksums_hidden')).toBe(version <= 16);
  });

  it('asks managers for Products / Create on 19 alone', async () => {
    const report = await checkConnection(as('manager'), EVERYTHING);
    const missing = report.checks.find(({ id }) => id === 'permissions')?.missing ?? [];
    const templates = missing.filter(({ model }) => model === 'product.template');
    expect(templates.map(({ groups }) => groups)).toEqual(
      version >= 19 ? [['Products / Create'], ['Products / Create']] : [],
    );
  });

  it('is content with an internal user to import products', async () => {
    const report = await checkConnection(as('salesman'), CATALOGUE_ONLY);
    expect(report.ok).toBe(true);
  });

  it('tells a wrong key, and skips what depends on it', async () => {
    const report = await checkConnection({ ...as('catalogue'), apiKey: 'f'.repeat(40) }, EVERYTHING);
    expect(statuses(report.checks)).toEqual([
      'reachable ok',
      'authentication failed access_denied',
      'database skipped',
      'permissions skipped',
      'products skipped',
    ]);
  });

  it('tells an unknown database and proposes those that exist', async () => {
    const report = await checkConnection({ ...as('catalogue'), database: 'nosuch' }, EVERYTHING);
    expect(statuses(report.checks)).toContain('database failed database_not_found');
    expect(statuses(report.checks)).toContain('authentication skipped');
    expect(report.checks.find(({ id }) => id === 'database')?.params).toMatchObject({
      database: 'nosuch',
      databases: ['shop'],
    });
  });

  it('tells what a server says before any login', async () => {
    expect(await discover(`${server.odoo.url}/web/`, { allowInsecure: false })).toMatchObject({
      url: server.odoo.url,
      serverVersion: server.serie,
      databases: ['shop'],
      error: null,
    });
  });
});

describe('the connection test elsewhere', () => {
  it('stops at the first check when nobody is there', async () => {
    const server = await startServerItself(17);
    await server.close();
    const checks = runChecks({ ...server.settings, timeoutMs: 2_000 }, EVERYTHING);
    const first = await checks.next();
    expect(first.value).toMatchObject({ id: 'reachable', status: 'failed', code: 'unreachable' });
  });

  it.each([
    [19, 'a key', 'json2', ['transport_key_accepted']],
    [20, 'a key', 'json2', ['transport_key_accepted']],
    [19, 'a password', 'xmlrpc', ['transport_password']],
    [19, 'somebody else’s key', undefined, []],
    [18, 'a key', 'xmlrpc', []],
    [17, 'a password', 'xmlrpc', []],
  ] as const)('takes on %i with %s by itself: %s', async (version, secret, transport, hints) => {
    const server = await startServerItself(version);
    const other = await addUser(server.odoo, 'other', CATALOGUE);
    const apiKey = { 'a key': server.settings.apiKey, 'a password': 'admin' }[String(secret)] ?? other;
    const report = await checkConnection({ ...server.settings, apiKey, transport: 'auto' }, CATALOGUE_ONLY);
    const login = report.checks.find(({ id }) => id === 'authentication');
    if (transport === undefined) expect(login).toMatchObject({ status: 'failed', code: 'access_denied' });
    else expect(report).toMatchObject({ ok: true, transport });
    expect(login?.hints ?? []).toEqual(hints);
    await server.close();
  });

  it('falls back to JSON-2 where XML-RPC is gone', async () => {
    const server = await startServerItself(19, 'xmlrpc', { withoutXmlRpc: true });
    const report = await checkConnection({ ...server.settings, transport: 'auto' }, CATALOGUE_ONLY);
    expect(report).toMatchObject({ ok: true, transport: 'json2' });
    await server.close();
  });

  it('asks on 20 with its web shop for the right to the rows that pictures are', async () => {
    const server = await startServerItself(20, 'json2', { modules: ['website_sale'] });
    const apiKey = await addUser(server.odoo, 'creator', ['product.group_product_manager']);
    const needs: Needs = { ...CATALOGUE_ONLY, direction: 'bidirectional' };
    const settings = { ...server.settings, username: 'creator', apiKey };
    expect((await checkConnection(settings, needs)).ok).toBe(true);
    const withImages: Needs = { ...needs, fields: { ...needs.fields, product: ['title', 'images'] } };
    const [images] = (await checkConnection(settings, withImages)).checks.filter(
      ({ id }) => id === 'permissions',
    );
    expect(images?.missing).toEqual(
      (['write', 'create'] as const).map((operation) =>
        expect.objectContaining({ model: 'product.image', operation, groups: ['Sales / Administrator'] }),
      ),
    );
    await server.close();
  });

  it.each([
    ['has_access', 'json2', ['has_access', 'check_access_rights']],
    ['formatted_read_group', 'json2', ['formatted_read_group', 'read_group']],
    ['search_count', 'xmlrpc', ['search_count']],
    ['search_read', 'json2', ['search_read']],
    ['get_metadata', 'xmlrpc', ['get_metadata']],
    ['get_installed', 'json2', ['get_installed']],
    ['context_get', 'xmlrpc', ['context_get']],
  ] as const)(
    'connects to an Odoo 21.3 without %s, over %s, says so and still knows the stock',
    async (method, transport, gone) => {
      const server = await startServerItself(20, transport, { release: '21.3', without: [method] });
      const report = await checkConnection(server.settings, EVERYTHING);
      expect(report).toMatchObject({ ok: true, serverVersion: '21.3' });
      expect(report.checks[0]).toMatchObject({
        hints: ['newer_than_known'],
        params: { version: '21.3', known: '20.0' },
      });
      expect(report.checks.find(({ id }) => id === 'permissions')?.gone).toEqual(
        expect.arrayContaining([...gone]),
      );
      const odoo = await server.open();
      const id = await odoo.call('product.product', 'create', [{ name: 'Bowl', is_storable: true }]);
      const quant = { product_id: id, location_id: 8, inventory_quantity_auto_apply: 4 };
      const location = z.tuple([z.number(), z.string()]);
      const place = z.object({ lot_stock_id: location, view_location_id: location });
      const [warehouse] = place
        .array()
        .parse(await odoo.call('stock.warehouse', 'read', [[1], ['lot_stock_id', 'view_location_id']]));
      const stockLocationId = warehouse?.lot_stock_id[0] ?? 0;
      const viewLocationId = warehouse?.view_location_id[0] ?? 0;
      const context = { inventory_mode: true };
      await odoo.call('stock.quant', 'create', [{ ...quant, location_id: stockLocationId }], { context });
      expect(
        await readQuantities(odoo, [Number(id)], [{ id: 1, stockLocationId, viewLocationId }]),
      ).toMatchObject([{ quantity: '4' }]);
      await server.close();
    },
  );

  it('fails, naming the method, where records can no longer be made and should be', async () => {
    const server = await startServerItself(19.4, 'json2', { release: '21.3', without: ['load'] });
    const both = await checkConnection(server.settings, EVERYTHING);
    expect(both.checks.find(({ id }) => id === 'permissions')).toMatchObject({
      status: 'failed',
      code: 'unknown_method',
      params: { method: 'load', impossible: ['creation'] },
    });
    const report = await checkConnection(server.settings, { ...EVERYTHING, direction: 'import' });
    expect(report.ok).toBe(true);
    await server.close();
  });

  it('hints at a password in place of a key', async () => {
    const server = await startServerItself(17);
    const report = await checkConnection({ ...server.settings, apiKey: 'admin' }, CATALOGUE_ONLY);
    const permissions = report.checks.find(({ id }) => id === 'permissions');
    expect(permissions?.hints).toEqual(['password_instead_of_key', 'plain_http']);
    await server.close();
  });
});
