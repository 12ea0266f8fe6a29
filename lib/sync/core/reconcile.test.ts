import { describe, expect, test } from 'vitest';
import type { Canonical, Json } from './canonical';
import { isListBehind } from './lists';
import { reconcile } from './reconcile';
import type { Decision, Direction, FieldRule, Policy, Side } from './rules';

interface Row {
  rule: string;
  base?: Json;
  here: Json;
  odoo: Json;
  direction?: Direction;
  policy?: Policy;
  newer?: Side;
  decision?: Decision;
  toHere?: Json;
  toOdoo?: Json;
  agreed?: Json;
  choice?: 'odoo' | 'products_manager' | 'value' | null;
}

const rows: Row[] = [
  { rule: 'I2 nothing changed', base: 'a', here: 'a', odoo: 'a', agreed: 'a' },
  { rule: 'I2 the same change on both sides', base: 'a', here: 'b', odoo: 'b', agreed: 'b' },
  { rule: 'I2 agreement at first meeting', here: 'b', odoo: 'b', agreed: 'b' },
  { rule: 'I3 changed in Odoo', base: 'a', here: 'a', odoo: 'b', toHere: 'b', agreed: 'b' },
  { rule: 'I3 changed here', base: 'a', here: 'b', odoo: 'a', toOdoo: 'b', agreed: 'b' },
  { rule: 'I3 emptied here', base: 'a', here: '', odoo: 'a', toOdoo: '', agreed: '' },
  {
    rule: 'I3 changed in Odoo, export only',
    base: 'a',
    here: 'a',
    odoo: 'b',
    direction: 'to_odoo',
    agreed: 'a',
  },
  {
    rule: 'I3 changed here, import only',
    base: 'a',
    here: 'b',
    odoo: 'a',
    direction: 'to_here',
    agreed: 'a',
  },
  {
    rule: 'I4 newest: here',
    base: 'a',
    here: 'b',
    odoo: 'c',
    policy: 'newest',
    newer: 'here',
    toOdoo: 'b',
    agreed: 'b',
    choice: 'products_manager',
  },
  {
    rule: 'I4 newest: Odoo',
    base: 'a',
    here: 'b',
    odoo: 'c',
    policy: 'newest',
    newer: 'odoo',
    toHere: 'c',
    agreed: 'c',
    choice: 'odoo',
  },
  {
    rule: 'I4 odoo',
    base: 'a',
    here: 'b',
    odoo: 'c',
    policy: 'odoo',
    toHere: 'c',
    agreed: 'c',
    choice: 'odoo',
  },
  {
    rule: 'I4 products_manager',
    base: 'a',
    here: 'b',
    odoo: 'c',
    policy: 'products_manager',
    toOdoo: 'b',
    agreed: 'b',
    choice: 'products_manager',
  },
  { rule: 'I4 manual waits', base: 'a', here: 'b', odoo: 'c', policy: 'manual', agreed: 'a', choice: null },
  {
    rule: 'I4 import only: Odoo whatever the policy',
    base: 'a',
    here: 'b',
    odoo: 'c',
    policy: 'manual',
    direction: 'to_here',
    toHere: 'c',
    agreed: 'c',
    choice: 'odoo',
  },
  {
    rule: 'I4 export only: here whatever the policy',
    base: 'a',
    here: 'b',
    odoo: 'c',
    policy: 'odoo',
    direction: 'to_odoo',
    toOdoo: 'b',
    agreed: 'b',
    choice: 'products_manager',
  },
  {
    rule: 'I4 decided for Odoo',
    base: 'a',
    here: 'b',
    odoo: 'c',
    policy: 'manual',
    decision: { choice: 'odoo', sawHere: 'b', sawOdoo: 'c' },
    toHere: 'c',
    agreed: 'c',
    choice: 'odoo',
  },
  {
    rule: 'I4 decided for us',
    base: 'a',
    here: 'b',
    odoo: 'c',
    policy: 'manual',
    decision: { choice: 'products_manager', sawHere: 'b', sawOdoo: 'c' },
    toOdoo: 'b',
    agreed: 'b',
    choice: 'products_manager',
  },
  {
    rule: 'I4 decided for a third value',
    base: 'a',
    here: 'b',
    odoo: 'c',
    policy: 'manual',
    decision: { choice: 'value', value: 'd', sawHere: 'b', sawOdoo: 'c' },
    toHere: 'd',
    toOdoo: 'd',
    agreed: 'd',
    choice: 'value',
  },
  {
    rule: 'I4 a decision about other values no longer counts',
    base: 'a',
    here: 'b',
    odoo: 'c',
    policy: 'manual',
    decision: { choice: 'odoo', sawHere: 'x', sawOdoo: 'c' },
    agreed: 'a',
    choice: null,
  },
  { rule: 'I6 empty here at first meeting', here: null, odoo: 'c', toHere: 'c', agreed: 'c' },
  { rule: 'I6 empty in Odoo at first meeting', here: 'b', odoo: '', toOdoo: 'b', agreed: 'b' },
  { rule: 'I6 empty in Odoo, import only', here: 'b', odoo: '', direction: 'to_here' },
  {
    rule: 'I6 two typed values at first meeting',
    here: 'b',
    odoo: 'c',
    policy: 'odoo',
    toHere: 'c',
    agreed: 'c',
    choice: 'odoo',
  },
  {
    rule: 'I6 two typed values at first meeting, manual',
    here: 'b',
    odoo: 'c',
    policy: 'manual',
    choice: null,
  },
  { rule: 'I1 switched off', base: 'a', here: 'b', odoo: 'c', direction: 'none', agreed: 'a' },
];

describe('one field', () => {
  test.each(rows)('$rule', (row) => {
    const { policy = 'newest', newer = 'odoo', direction = 'both', decision } = row;
    const result = reconcile(
      row.base === undefined ? null : { f: row.base },
      { f: row.here },
      { f: row.odoo },
      {
        fields: { f: { direction } },
        policy,
        newer,
        decisions: decision ? { f: decision } : {},
      },
    );
    expect(result.toHere.f).toEqual(row.toHere);
    expect(result.toOdoo.f).toEqual(row.toOdoo);
    expect(result.base.f).toEqual(row.agreed);
    expect(result.conflicts.map((conflict) => conflict.choice)).toEqual('choice' in row ? [row.choice] : []);
    for (const conflict of result.conflicts) {
      expect(conflict).toMatchObject({ base: row.base ?? null, here: row.here, odoo: row.odoo });
    }
  });
});

describe('counts (I5)', () => {
  const count = (direction: Direction): FieldRule => ({
    direction,
    merge: (b, h, o) => Number(h) + Number(o) - Number(b),
  });
  const merge = (base: Json, here: Json, odoo: Json, direction: Direction = 'both') =>
    reconcile({ n: base }, { n: here }, { n: odoo }, { fields: { n: count(direction) }, policy: 'manual' });

  test('a sale here and a receipt there both count', () =>
    expect(merge(10, 8, 15)).toEqual({
      toHere: { n: 13 },
      toOdoo: { n: 13 },
      conflicts: [],
      base: { n: 13 },
    }));
  test('import only: our difference stays here and is not counted twice', () => {
    expect(merge(10, 8, 15, 'to_here')).toEqual({
      toHere: { n: 13 },
      toOdoo: {},
      conflicts: [],
      base: { n: 15 },
    });
    expect(merge(15, 13, 15, 'to_here')).toEqual({ toHere: {}, toOdoo: {}, conflicts: [], base: { n: 15 } });
    expect(merge(15, 13, 16, 'to_here').toHere).toEqual({ n: 14 });
  });
  test('export only: the mirror of it', () =>
    expect(merge(10, 8, 15, 'to_odoo')).toEqual({
      toHere: {},
      toOdoo: { n: 13 },
      conflicts: [],
      base: { n: 8 },
    }));
  test('two sold here and two sold there are four, although both sides show the same', () =>
    expect(merge(10, 8, 8)).toEqual({ toHere: { n: 6 }, toOdoo: { n: 6 }, conflicts: [], base: { n: 6 } }));

  const held = (direction: Direction, policy: Policy, here: number, odoo: number) => {
    const merge = (b: Json, h: Json, o: Json) =>
      Number(h) + Number(o) < Number(b) ? undefined : Number(h) + Number(o) - Number(b);
    const fields = { n: { direction, merge } };
    return reconcile({ n: 10 }, { n: here }, { n: odoo }, { fields, policy, newer: 'here' });
  };
  test.each([
    ['both', 'newest', null],
    ['both', 'manual', null],
    ['both', 'odoo', 'odoo'],
    ['both', 'products_manager', 'products_manager'],
    ['to_here', 'newest', 'odoo'],
    ['to_odoo', 'manual', 'products_manager'],
  ] as const)('a sum that neither side can hold: %s, policy %s', (direction, policy, choice) => {
    const { conflicts, base } = held(direction, policy, 4, 0);
    expect(conflicts).toMatchObject([{ base: 10, here: 4, odoo: 0, choice }]);
    expect(base).toEqual({ n: choice === null ? 10 : choice === 'odoo' ? 0 : 4 });
  });
  test('the same count on both sides needs nobody, though the sum cannot be held', () =>
    expect(held('both', 'newest', 0, 0)).toEqual({ toHere: {}, toOdoo: {}, conflicts: [], base: { n: 0 } }));
});

describe('archived on one side, changed on the other (I7)', () => {
  const fields = (direction: Direction = 'both') => ({ active: { direction }, title: { direction } });
  const base: Canonical = { active: true, title: 'a' };
  const merge = (here: Canonical, odoo: Canonical, direction: Direction = 'both') =>
    reconcile(base, here, odoo, {
      fields: fields(direction),
      policy: 'newest',
      newer: 'odoo',
      alive: 'active',
    });

  test('archived here, untouched in Odoo: archived there', () =>
    expect(merge({ active: false, title: 'a' }, base).toOdoo).toEqual({ active: false }));
  test('archived in Odoo, untouched here: archived here', () =>
    expect(merge(base, { active: false, title: 'a' }).toHere).toEqual({ active: false }));
  test('archived here, changed in Odoo: comes back with the change', () => {
    const result = merge({ active: false, title: 'a' }, { active: true, title: 'b' });
    expect(result.toHere).toEqual({ active: true, title: 'b' });
    expect(result.toOdoo).toEqual({});
    expect(result.conflicts).toMatchObject([
      { field: 'active', reason: 'deleted_and_changed', choice: 'odoo' },
    ]);
  });
  test('archived in Odoo, changed here: comes back there', () => {
    const result = merge({ active: true, title: 'b' }, { active: false, title: 'a' });
    expect(result.toOdoo).toEqual({ active: true, title: 'b' });
    expect(result.conflicts).toMatchObject([{ reason: 'deleted_and_changed', choice: 'products_manager' }]);
  });
  test('import only: archived in Odoo is archived here, whatever was changed here', () =>
    expect(merge({ active: true, title: 'b' }, { active: false, title: 'a' }, 'to_here').toHere).toEqual({
      active: false,
    }));
  test('restored on one side: restored on the other', () => {
    const dead: Canonical = { active: false, title: 'a' };
    const rules = { fields: fields(), policy: 'newest' as const, alive: 'active' };
    expect(reconcile(dead, base, dead, rules).toOdoo).toEqual({ active: true });
    expect(reconcile(dead, dead, base, rules).toHere).toEqual({ active: true });
  });
});

test('I1: a field that one side cannot express keeps its base and is not touched', () => {
  const result = reconcile(
    { f: 'a', g: 'x' },
    { f: 'b' },
    { g: 'y' },
    {
      fields: { f: { direction: 'both' }, g: { direction: 'both' } },
      policy: 'odoo',
    },
  );
  expect(result).toEqual({ toHere: {}, toOdoo: {}, conflicts: [], base: { f: 'a', g: 'x' } });
});

test.each<{ name: string; base?: Json; here: Json; odoo: Json; toHere?: Json; toOdoo?: Json; asks?: true }>([
  { name: 'the first of two additions arrived', base: [], here: ['a', 'b'], odoo: ['a'], toOdoo: ['a', 'b'] },
  { name: 'they never agreed', here: ['a', 'b'], odoo: ['a'], toOdoo: ['a', 'b'] },
  { name: 'the same from Odoo', here: ['b'], odoo: ['a', 'b'], toHere: ['a', 'b'] },
  {
    name: 'one of two removals arrived',
    base: ['a', 'b', 'c'],
    here: ['a'],
    odoo: ['a', 'b'],
    toOdoo: ['a'],
  },
  { name: 'an addition of its own', base: [], here: ['a', 'b'], odoo: ['a', 'c'], asks: true },
  { name: 'a removal of its own', base: ['a', 'z'], here: ['a', 'b', 'z'], odoo: ['a'], asks: true },
  { name: 'another order', base: [], here: ['a', 'b'], odoo: ['b', 'a'], asks: true },
])('I10: $name', ({ base, here, odoo, toHere, toOdoo, asks }) => {
  const fields = { f: { direction: 'both' as const, isBehind: isListBehind } };
  const before = base === undefined ? null : { f: base };
  const result = reconcile(before, { f: here }, { f: odoo }, { fields, policy: 'manual' });
  expect(result.toHere).toEqual(toHere === undefined ? {} : { f: toHere });
  expect(result.toOdoo).toEqual(toOdoo === undefined ? {} : { f: toOdoo });
  expect(result.conflicts).toHaveLength(asks ? 1 : 0);
});

describe('I11: a value of another Odoo that was never agreed upon', () => {
  const merge = (base: Canonical | null, h: Json, o: Json, direction: Direction, decision?: Decision) =>
    reconcile(
      base,
      { f: h },
      { f: o },
      {
        fields: { f: { direction, apart: true } },
        policy: 'products_manager',
        ...(decision ? { decisions: { f: decision } } : {}),
      },
    );
  test.each(['both', 'to_here', 'to_odoo'] as const)(
    'waits for a person (%s), also before nothing',
    (way) => {
      for (const odoo of ['o', '', null]) {
        const merged = merge(null, 'h', odoo, way);
        expect(merged).toMatchObject({ toHere: {}, toOdoo: {}, base: {}, conflicts: [{ choice: null }] });
      }
      expect(merge(null, '', 'o', 'both')).toMatchObject({ toHere: { f: 'o' }, conflicts: [] });
      expect(merge({ f: 'o' }, 'h', 'o', 'both')).toMatchObject({ toOdoo: { f: 'h' }, conflicts: [] });
    },
  );
  test('kept here by a person where nothing may be sent, it is asked about no more', () => {
    const decision = { choice: 'products_manager', sawHere: 'h', sawOdoo: 'o' } as const;
    const { base, toHere, toOdoo } = merge(null, 'h', 'o', 'to_here', decision);
    expect({ base, toHere, toOdoo }).toEqual({ base: { f: 'o' }, toHere: {}, toOdoo: {} });
    expect(merge(base, 'h', 'o', 'to_here')).toMatchObject({ toHere: {}, toOdoo: {}, conflicts: [] });
  });
});

test('equal by meaning is agreement', () => {
  const equal = (a: Json, b: Json) => Number(a) === Number(b);
  const result = reconcile(
    { f: '1.5' },
    { f: '1.50' },
    { f: '1.5' },
    {
      fields: { f: { direction: 'both', equal } },
      policy: 'odoo',
    },
  );
  expect(result.toOdoo).toEqual({});
  expect(result.toHere).toEqual({});
});
