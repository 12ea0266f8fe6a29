import type { Typed } from './journal';
import type { Pair } from './views';
import type { World } from './world';

/** Strikes from the journal what both sides show now, and from that of another Odoo's what it has replaced. */
export function settle({ journal, journalBeside }: World, pairs: readonly Pair[]): void {
  const struck = journal.settle((entry) => isShown(pairs, entry));
  for (const entry of struck) {
    journalBeside?.replaced(pairOf(pairs, entry)?.localId ?? '', entry.field, entry.at);
  }
  journalBeside?.noteBeside((entry) => isShown(pairs, entry));
}

function isShown(pairs: readonly Pair[], entry: Typed): boolean {
  const { here, odoo } = pairOf(pairs, entry) ?? {};
  return (
    !!here &&
    !!odoo &&
    equal(entry.field, entry.value, here.fields[entry.field]) &&
    equal(entry.field, entry.value, odoo.fields[entry.field])
  );
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
