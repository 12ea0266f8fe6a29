import type { Typed } from './journal';
import type { Pair } from './views';
import type { World } from './world';

/** Strikes from the journal what both sides show now. */
export function settle(world: World, pairs: readonly Pair[]): void {
  world.journal.settle((entry) => {
    const pair = pairOf(pairs, entry);
    const { here, odoo } = pair ?? {};
    return (
      !!here &&
      !!odoo &&
      equal(entry.field, entry.value, here.fields[entry.field]) &&
      equal(entry.field, entry.value, odoo.fields[entry.field])
    );
  });
}

/** The record that an entry is about. */
export function pairOf(pairs: readonly Pair[], entry: Typed): Pair | undefined {
  const about = pairs.filter((pair) => (entry.side === 'here' ? pair.localId : pair.remote) === entry.record);
  return about.find((pair) => entry.field in (pair.here?.fields ?? pair.odoo?.fields ?? {}));
}

/** Prices may differ by the cent that taxes round away. */
export function equal(field: string, here: string, there: string | undefined): boolean {
  if (field === 'price') return Math.abs(Number(here) - Number(there)) <= 0.011;
  return here === there;
}
