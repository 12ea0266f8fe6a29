import { afterEach, expect, it } from 'vitest';
import { type Server, startServer } from '@/e2e/support/odoo-servers';
import { readFates } from '../intentions/read-fates';

let server: Server;
afterEach(() => server.close());

it.each([
  [17, 'xmlrpc'],
  [20, 'json2'],
] as const)(
  'of more hidden records than may be asked about, each gets its turn from where it is begun (Odoo %s over %s)',
  async (version, transport) => {
    server = await startServer(version, transport);
    const CATEGORY = 'product.category';
    const { gone, ids } = await server.odoo.as('admin', (env) => {
      const model = env.model(CATEGORY);
      const ids = Array.from({ length: 900 }, (_, n) => model.create({ name: `Shelf ${n}` }));
      // Every other one is unlinked, the rest is hidden by a rule: no question tells of two of them.
      const gone = ids.filter((_, n) => n % 2 === 0);
      model.unlink(gone);
      env.db.hidden.set(CATEGORY, new Set(ids.filter((_, n) => n % 2 === 1)));
      return { gone: new Set(gone), ids };
    });
    const odoo = await server.open();
    const told = await Promise.all([0, 0.5].map((begin) => readFates(odoo, CATEGORY, ids, begin)));
    const [first = [], second = []] = told.map((fates) => [...fates.gone]);
    expect(first.length).toBeGreaterThan(40);
    expect(second.length).toBeGreaterThan(40);
    expect([...first, ...second].every((id) => gone.has(id))).toBe(true);
    expect(second.some((id) => first.includes(id))).toBe(false);
  },
);
