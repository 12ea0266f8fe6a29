import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Canonical, type Json, sameJson } from './canonical';
import { apply } from './diff';
import { fold } from './fold';
import { reconcile } from './reconcile';
import type { Direction, Policy, Rules, Side } from './rules';

const VALUES: Json[] = [null, '', 'a', 'b', 'c', ['x'], []];
const fields = ['f', 'g'];
const value = fc.constantFrom(...VALUES);
const record = fc
  .record({ f: value, g: value, active: fc.boolean() }, { requiredKeys: ['active'] })
  .map((raw): Canonical => JSON.parse(JSON.stringify(raw)));
const direction = fc.constantFrom<Direction[]>('both', 'to_here', 'to_odoo', 'none');
const policy = fc.constantFrom<Policy[]>('newest', 'odoo', 'products_manager', 'manual');
const rules = fc.record({ one: direction, policy, newer: fc.constantFrom<Side[]>('here', 'odoo') }).map(
  ({ one, policy: chosen, newer }): Rules => ({
    fields: { f: { direction: one }, g: { direction: one }, active: { direction: one } },
    policy: chosen,
    newer,
    alive: 'active',
  }),
);
const scene = fc.record({ base: fc.option(record), here: record, odoo: record, rules });

const swapRules = (from: Rules): Rules => ({
  ...from,
  fields: Object.fromEntries(
    Object.entries(from.fields).map(([name, rule]) => [name, { ...rule, direction: MIRROR[rule.direction] }]),
  ),
  policy: POLICY_MIRROR[from.policy],
  newer: from.newer === 'here' ? 'odoo' : 'here',
});
const MIRROR: Record<Direction, Direction> = {
  both: 'both',
  to_here: 'to_odoo',
  to_odoo: 'to_here',
  none: 'none',
};
const POLICY_MIRROR: Record<Policy, Policy> = {
  newest: 'newest',
  odoo: 'products_manager',
  products_manager: 'odoo',
  manual: 'manual',
};

test('I9: once carried out, nothing is left to do', () => {
  fc.assert(
    fc.property(scene, ({ base, here, odoo, rules: r }) => {
      const first = reconcile(base, here, odoo, r);
      const again = reconcile(first.base, apply(here, first.toHere), apply(odoo, first.toOdoo), r);
      expect(again.toHere).toEqual({});
      expect(again.toOdoo).toEqual({});
      expect(again.base).toEqual(first.base);
      expect(again.conflicts.every((conflict) => conflict.choice === null)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('symmetric: swapping the sides and what favours them swaps the outcome', () => {
  fc.assert(
    fc.property(scene, ({ base, here, odoo, rules: r }) => {
      const one = reconcile(base, here, odoo, r);
      const other = reconcile(base, odoo, here, swapRules(r));
      expect(other.toHere).toEqual(one.toOdoo);
      expect(other.toOdoo).toEqual(one.toHere);
      expect(other.base).toEqual(one.base);
      expect(other.conflicts.length).toBe(one.conflicts.length);
    }),
    { numRuns: 2000 },
  );
});

test('I8: no value is invented', () => {
  fc.assert(
    fc.property(scene, ({ base, here, odoo, rules: r }) => {
      const result = reconcile(base, here, odoo, r);
      for (const [field, taken] of Object.entries(result.toHere)) {
        expect(taken).toEqual(field === 'active' && taken === true ? true : odoo[field]);
      }
      for (const [field, taken] of Object.entries(result.toOdoo)) {
        expect(taken).toEqual(field === 'active' && taken === true ? true : here[field]);
      }
    }),
    { numRuns: 2000 },
  );
});

test('nothing is dropped: a change is on both sides, blocked by the direction, or in a conflict', () => {
  fc.assert(
    fc.property(scene, ({ base, here, odoo, rules: r }) => {
      const result = reconcile(base, here, odoo, r);
      const inConflict = new Set(result.conflicts.map((conflict) => conflict.field));
      const after = { here: apply(here, result.toHere), odoo: apply(odoo, result.toOdoo) };
      for (const field of fields) {
        const h = here[field];
        const o = odoo[field];
        if (h === undefined || o === undefined || inConflict.has(field)) continue;
        const way = r.fields[field]?.direction;
        if (way !== 'both') continue;
        expect(after.here[field]).toEqual(after.odoo[field]);
        const b = base?.[field];
        const changedHere = b === undefined || !sameJson(h, b);
        const changedThere = b === undefined || !sameJson(o, b);
        if (changedHere && !changedThere) expect(after.odoo[field]).toEqual(h);
        if (changedThere && !changedHere) expect(after.here[field]).toEqual(o);
      }
    }),
    { numRuns: 2000 },
  );
});

test('one-way: the source side is never written', () => {
  fc.assert(
    fc.property(scene, ({ base, here, odoo, rules: r }) => {
      const result = reconcile(base, here, odoo, r);
      const way = r.fields.f?.direction;
      if (way === 'to_here' || way === 'none') expect(result.toOdoo).toEqual({});
      if (way === 'to_odoo' || way === 'none') expect(result.toHere).toEqual({});
    }),
    { numRuns: 1000 },
  );
});

test('a side that could not be written sees the same change again', () => {
  fc.assert(
    fc.property(scene, fc.boolean(), fc.boolean(), ({ base, here, odoo, rules: r }, hereDone, odooDone) => {
      const first = reconcile(base, here, odoo, { ...r, policy: 'odoo' });
      const kept = fold(base, first, { here: () => hereDone, odoo: () => odooDone });
      const again = reconcile(
        kept,
        hereDone ? apply(here, first.toHere) : here,
        odooDone ? apply(odoo, first.toOdoo) : odoo,
        { ...r, policy: 'odoo' },
      );
      if (!hereDone)
        for (const [f, v] of Object.entries(first.toHere))
          if (f !== 'active') expect(again.toHere[f]).toEqual(v);
      if (!odooDone)
        for (const [f, v] of Object.entries(first.toOdoo))
          if (f !== 'active') expect(again.toOdoo[f]).toEqual(v);
    }),
    { numRuns: 1000 },
  );
});
