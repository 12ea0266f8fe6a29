import { and, eq, ne } from 'drizzle-orm';
import { conflicts } from '@/db/schema/inbox';
import { runChanges, runs } from '@/db/schema/runs';
import { runOnce } from './faults';
import { wrongCounts, wrongOrders } from './goods';
import { inOtherWords } from './other-words';
import { equal, pairOf, settle } from './settle';
import { readTold, type Told } from './told';
import { look, type Shown, type Sight } from './views';
import { latestRun, type World } from './world';

const WRITES = new Set(['create', 'write', 'unlink', 'load', 'copy']);

/**
 * Everything that is wrong once both sides are left in peace; empty when all guarantees hold.
 * @param alone whether no other Odoo is joined, whose categories would not be said in this one
 */
export async function complaints(world: World, alone = true): Promise<string[]> {
  const told = await readTold(world);
  const sight = withoutRefused(alone ? await look(world) : withoutShelves(await look(world)), told);
  const words = alone ? new Set<string>() : await inOtherWords(world);
  return [
    ...diverging(sight, await broughtBack(world), told, words),
    ...doubled(sight),
    ...(await lost(world, sight)),
    ...(await wrongCounts(world)),
    ...(await wrongOrders(world)),
    ...troubles(told),
    ...(await echoes(world, told.apart.size > 0)),
  ];
}

/** Of a second Odoo: categories that came from another one are not said in it, goods and orders are not its business. */
export async function complaintsAbroad(world: World): Promise<string[]> {
  const told = await readTold(world);
  const sight = withoutRefused(withoutShelves(await look(world)), told);
  const found = [
    ...diverging(sight, await broughtBack(world), told, await inOtherWords(world)),
    ...doubled(sight),
    ...(await lost(world, sight)),
    ...troubles(told),
    ...(await echoes(world, told.apart.size > 0)),
  ];
  return found.map((complaint) => `second Odoo: ${complaint}`);
}

/**
 * Products brought back after this Odoo unlinked its records: by a person here, or by another Odoo, whose change is for
 * this one an edit here. They live on, and are not made again where they were unlinked.
 */
async function broughtBack({ runtime, integrationId, restoredHere }: World): Promise<Set<string>> {
  const rows = await runtime.db
    .select({ id: runChanges.localId })
    .from(runChanges)
    .innerJoin(runs, eq(runs.id, runChanges.runId))
    .where(
      and(
        ne(runs.integrationId, integrationId),
        eq(runChanges.side, 'here'),
        eq(runChanges.action, 'restore'),
      ),
    );
  return new Set([...restoredHere, ...rows.flatMap(({ id }) => id ?? [])]);
}

function withoutShelves({ pairs, strangersHere, strangersInOdoo }: Sight): Sight {
  const bare = (shown: Shown | null) => shown && { ...shown, fields: { ...shown.fields, category: '' } };
  const isGoods = (key: string) => !key.startsWith('category ') && !key.startsWith('product.category,');
  return {
    pairs: pairs
      .filter(({ kind }) => kind !== 'category')
      .map((pair) => ({ ...pair, here: bare(pair.here), odoo: bare(pair.odoo) })),
    strangersHere: strangersHere.filter(isGoods),
    strangersInOdoo: strangersInOdoo.filter(isGoods),
  };
}

/** Variants that are here alone because Odoo cannot be given them, as their product says, lack nobody. */
function withoutRefused(sight: Sight, { refused }: Told): Sight {
  const strangersHere = sight.strangersHere.filter((key) => !refused.has(key.replace(/^variant /, '')));
  return { ...sight, strangersHere };
}

/** Guarantee 1: equal on the selected fields, and nobody without a partner. */
function diverging(
  { pairs, strangersHere, strangersInOdoo }: Sight,
  restoredHere: ReadonlySet<string>,
  { apart, awake: told }: Told,
  otherWords: ReadonlySet<string>,
): string[] {
  const found = [
    ...strangersHere.map((key) => `only here: ${key}`),
    ...strangersInOdoo.map((key) => `only in Odoo: ${key}`),
  ];
  for (const { kind, localId, remote, here, odoo } of pairs) {
    if (here === null) {
      if (odoo?.alive && kind !== 'category')
        found.push(`${remote} is alive, its ${kind} ${localId} is not there`);
      continue;
    }
    if (odoo === null) {
      if (here.alive && kind !== 'category' && !restoredHere.has(here.family ?? localId))
        found.push(`${kind} ${localId} is alive, ${remote} was unlinked`);
      continue;
    }
    const awake = odoo.alive && (here.divided === true || odoo.asleep !== true);
    if (told.has(localId)) continue;
    if (here.alive !== awake)
      found.push(`${kind} ${localId} alive here: ${here.alive}, ${remote} in Odoo: ${odoo.alive}`);
    if (!here.alive && !awake) continue;
    for (const [field, value] of Object.entries(here.fields)) {
      const there = odoo.fields[field];
      if (field === 'attributes' && (apart.has(localId) || otherWords.has(localId))) continue;
      if (!equal(field, value, there))
        found.push(
          `${kind} ${localId} / ${remote}, ${field}: here ${JSON.stringify(value)}, Odoo ${JSON.stringify(there)}`,
        );
    }
  }
  return found;
}

/** Guarantee 3: what was created once is there once. Names given at creation carry a number of their own. */
function doubled({ pairs, strangersHere, strangersInOdoo }: Sight): string[] {
  const codes = new Map<string, string[]>();
  for (const pair of pairs) {
    for (const shown of [pair.here, pair.odoo]) {
      if (pair.kind !== 'variant' || !shown?.fields.sku) continue;
      const key = `${shown === pair.here ? 'here' : 'Odoo'} ${shown.fields.sku}`;
      codes.set(key, [...(codes.get(key) ?? []), pair.localId]);
    }
  }
  return [
    ...[...codes]
      .filter(([, ids]) => ids.length > 1)
      .map(([key, ids]) => `doubled: ${key} on ${ids.join(', ')}`),
    ...(strangersHere.length + strangersInOdoo.length > 0 ? ['somebody has no partner (see above)'] : []),
  ];
}

/** Guarantee 2: whatever a person typed is on both sides, or in a recorded conflict, with a neighbour's value too. */
async function lost(world: World, { pairs }: Sight): Promise<string[]> {
  settle(world, pairs);
  const recorded = await world.runtime.db.select().from(conflicts);
  const [own, fromBeside] = await Promise.all([changesHere(world, 'own'), changesHere(world, 'others')]);
  const found: string[] = [];
  for (const entry of world.journal.owed()) {
    const pair = pairOf(pairs, entry);
    if (!pair) continue;
    const gone = pair.odoo === null || !pair.here?.alive;
    const kept = recorded.some((row) =>
      [row.hereValue, row.odooValue].some((value) => same(value, entry.value)),
    );
    // Whoever typed over it here since has read it.
    const wasHere =
      entry.side === 'odoo' &&
      own.some(
        ({ localId, fields }) => localId === pair.localId && same(fields[entry.field]?.after, entry.value),
      );
    const typedOver =
      entry.readBeside &&
      fromBeside.some(
        ({ localId, fields }) => localId === pair.localId && same(fields[entry.field]?.before, entry.value),
      );
    if (!gone && !kept && !wasHere && !typedOver)
      found.push(
        `lost: ${entry.field} = ${JSON.stringify(entry.value)}, typed ${entry.side} on ${entry.record}`,
      );
  }
  return found;
}

/** What runs have changed here: those of this Odoo, or those of all others. */
function changesHere({ runtime, integrationId }: World, whose: 'own' | 'others') {
  const integration = (whose === 'own' ? eq : ne)(runs.integrationId, integrationId);
  return runtime.db
    .select({ localId: runChanges.localId, fields: runChanges.fields })
    .from(runChanges)
    .innerJoin(runs, eq(runs.id, runChanges.runId))
    .where(and(integration, eq(runChanges.side, 'here')));
}

const same = (value: unknown, typed: string) =>
  String(value) === typed || (typeof value === 'string' && Number(value) === Number(typed));

/** No error stays when nothing is wrong. */
function troubles({ wrong }: Told): string[] {
  return wrong.map(
    (error) =>
      `open error: ${error.kind} ${error.localId ?? error.odooId} ${error.code} ${error.message} ${JSON.stringify(error.params)}`,
  );
}

/** Guarantee 1 again: one more run writes nothing anywhere. */
async function echoes(world: World, mayFail: boolean): Promise<string[]> {
  const before = world.odoo.log.length;
  const status = await runOnce(world);
  const run = await latestRun(world);
  const writes = world.odoo.log.slice(before).filter((call) => WRITES.has(call.method));
  const changes = run
    ? await world.runtime.db.select().from(runChanges).where(eq(runChanges.runId, run.id))
    : [];
  return [
    ...(status === 'succeeded' || (mayFail && status === 'partial')
      ? []
      : [`the last run ended ${status}: ${JSON.stringify(run?.error)}`]),
    ...writes.map(
      (call) => `echo to Odoo: ${call.model}.${call.method} ${JSON.stringify(call.args).slice(0, 300)}`,
    ),
    ...changes.map(
      (change) =>
        `echo: ${change.side} ${change.action} ${change.kind} ${change.label} ${JSON.stringify(change.fields)}`,
    ),
  ];
}
