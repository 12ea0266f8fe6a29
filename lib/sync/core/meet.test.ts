import { expect, test } from 'vitest';
import { meet, type Stranger } from './meet';

const here = (id: string, sku?: string, ean?: string): Stranger<string> => ({
  id,
  externalId: null,
  skus: sku ? [sku] : [],
  eans: ean ? [ean] : [],
});
const odoo = (
  id: number,
  sku?: string,
  ean?: string,
  externalId: string | null = null,
): Stranger<number> => ({
  id,
  externalId,
  skus: sku ? [sku] : [],
  eans: ean ? [ean] : [],
});

test('external id first, then sku, then ean', () => {
  const found = meet(
    [here('a', 'S1', 'E1'), here('b', 'S2'), here('c', undefined, 'E3'), here('d', 'S4')],
    [odoo(1, 'S2', 'E3', 'a'), odoo(2, 'S2'), odoo(3, 'X', 'E3'), odoo(9, 'S9')],
  );
  expect(found.pairs).toEqual([
    { here: 'a', odoo: 1, by: 'external_id' },
    { here: 'b', odoo: 2, by: 'sku' },
    { here: 'c', odoo: 3, by: 'ean' },
  ]);
  expect(found.ambiguous).toEqual([]);
});

test('two of the same code on one side: a question for a person, not settled by a weaker key', () => {
  const found = meet([here('a', 'S1', 'E1')], [odoo(1, 'S1', 'E1'), odoo(2, 'S1')]);
  expect(found.pairs).toEqual([]);
  expect(found.ambiguous).toEqual([{ here: ['a'], odoo: [1, 2], by: 'sku', code: 'S1' }]);
});

test('families meet by the codes of their variants, and only as a whole', () => {
  const shirt: Stranger<string> = { id: 'p', externalId: null, skus: ['R', 'B'], eans: [] };
  expect(meet([shirt], [{ ...odoo(1), skus: ['B', 'R', 'G'] }]).pairs).toEqual([
    { here: 'p', odoo: 1, by: 'sku' },
  ]);
  expect(meet([shirt], [odoo(1, 'R'), odoo(2, 'B')]).ambiguous).toMatchObject([
    { here: ['p'], odoo: [1, 2] },
  ]);
});

test('nothing in common: nobody meets', () =>
  expect(meet([here('a')], [odoo(1)])).toEqual({ pairs: [], ambiguous: [] }));
