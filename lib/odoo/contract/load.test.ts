import { afterEach, describe, expect, it } from 'vitest';
import { SERVERS, type Server, startServer } from '@/e2e/support/odoo-servers';
import { readTemplates } from '../intentions/read-templates';
import { createTemplates, updateTemplates, updateVariants } from '../intentions/write-products';
import type { RowResult } from '../row-result';
import type { OdooSession } from '../session';

let server: Server;
afterEach(() => server?.close());

function codes(results: readonly RowResult[]): string[] {
  return results.map((result) => (result.ok ? 'ok' : result.error.code));
}

async function make(odoo: OdooSession, count: number): Promise<number[]> {
  const rows = Array.from({ length: count }, (_, n) => ({
    externalId: `made_${n}`,
    values: { name: `Made ${n}` },
  }));
  return (await createTemplates(odoo, rows)).map((result) => (result.ok ? result.id : 0));
}

describe.each(SERVERS)('batches on Odoo $version over $transport', ({ version, transport }) => {
  it('gives a taken barcode to the row that asked for it, not to the one that has it', async () => {
    server = await startServer(version, transport);
    const odoo = await server.open();
    const variants = (await readTemplates(odoo, await make(odoo, 3))).map(
      ({ variants }) => variants[0]?.id ?? 0,
    );
    const ean = (n: number, value: string) => ({ id: variants[n] ?? 0, values: { ean: value } });
    await updateVariants(odoo, [ean(0, '2000000000428')]);
    const results = await updateVariants(odoo, [
      ean(1, '2000000000435'),
      ean(2, '2000000000428'),
      ean(0, '2000000000442'),
    ]);
    expect(codes(results).filter((code) => code === 'ok').length).toBeGreaterThanOrEqual(2);
    expect(codes(results)[0]).toBe('ok');
    const wrong = results.find((result) => !result.ok);
    if (wrong?.ok === false) expect(wrong.error.class).toBe('validation');
  });

  it('makes one record of one external id asked for by two at once', async () => {
    server = await startServer(version, transport);
    const [one, two] = [await server.open(), await server.open()];
    const rows = [{ externalId: 'raced', values: { name: 'Raced' } }];
    const [first, second] = await Promise.all([createTemplates(one, rows), createTemplates(two, rows)]);
    expect(first).toEqual(second);
    expect(codes(first)).toEqual(['ok']);
  });
});

describe('batches', () => {
  it('tries again what the server could not serialise, told by a message or a fault', async () => {
    server = await startServer(17);
    const odoo = await server.open();
    const [id] = await make(odoo, 1);
    let clashes = 0;
    server.odoo.hooks.onAnswer = (call) => {
      if (call?.method !== 'load' || clashes++ > 0) return undefined;
      const text = 'could not serialize access due to concurrent update\n';
      const message = `<struct><member><name>type</name><value><string>error</string></value></member><member><name>message</name><value><string>${text}</string></value></member></struct>`;
      return `<?xml version='1.0'?><methodResponse><params><param><value><struct><member><name>ids</name><value><boolean>0</boolean></value></member><member><name>messages</name><value><array><data><value>${message}</value></data></array></value></member></struct></value></param></params></methodResponse>`;
    };
    expect(codes(await createTemplates(odoo, [{ externalId: 'clash', values: { name: 'Clash' } }]))).toEqual([
      'ok',
    ]);
    expect(clashes).toBe(2);
    expect(codes(await updateTemplates(odoo, [{ id: id ?? 0, values: { name: 'Later' } }]))).toEqual(['ok']);
  });

  it('takes few calls for many rows, also when some are bad', async () => {
    server = await startServer(17);
    const odoo = await server.open();
    const ids = await make(odoo, 400);
    const before = odoo.calls.count;
    const rows = ids.map((id, n) => ({ id, values: { name: n % 100 === 50 ? '' : `Renamed ${n}` } }));
    const results = await updateTemplates(odoo, rows);
    expect(codes(results).filter((code) => code !== 'ok')).toHaveLength(4);
    expect(odoo.calls.count - before).toBeLessThan(15);
  });

  it('sends equal values in one call', async () => {
    server = await startServer(17);
    const odoo = await server.open();
    const ids = await make(odoo, 300);
    const before = odoo.calls.count;
    await updateTemplates(
      odoo,
      ids.map((id) => ({ id, values: { listPrice: '5' } })),
    );
    expect(odoo.calls.count - before).toBe(1);
  });

  it('writes into the language of the session and leaves the others alone', async () => {
    server = await startServer(17);
    await server.odoo.as('admin', (env) => {
      const languages = env.model('res.lang').with({ active_test: false });
      languages.write(languages.search([['code', '=', 'fr_FR']]), { active: true });
    });
    const english = await server.open({ language: 'en_US' });
    const [id] = await make(english, 1);
    const french = await server.open({ language: 'fr_FR' });
    expect(french.capabilities.language).toBe('fr_FR');
    await updateTemplates(french, [{ id: id ?? 0, values: { name: 'Fabriqué' } }]);
    expect((await readTemplates(french, [id ?? 0]))[0]?.name).toBe('Fabriqué');
    expect((await readTemplates(english, [id ?? 0]))[0]?.name).toBe('Made 0');
  });
});
