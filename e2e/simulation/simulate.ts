import { and, eq, sql } from 'drizzle-orm';
import { conflicts, syncErrors } from '@/db/schema/inbox';
import { AppError } from '@/lib/errors';
import { resolveConflicts } from '@/lib/sync/history/resolve-conflicts';
import { complaints, complaintsAbroad } from './checks';
import { answerBanner, EDITS_OF_BACKUPS } from './edits/backup';
import type { Edit } from './edits/edit';
import { GOODS_HERE, GOODS_IN_ODOO } from './edits/goods';
import { EDITS_HERE } from './edits/here';
import { EDITS_ABROAD, EDITS_IN_ODOO } from './edits/odoo';
import { EDITS_OF_SETTINGS } from './edits/settings-odoo';
import { EDITS_OF_SIGHT, showAll } from './edits/sight-odoo';
import { EDITS_OF_RUNS } from './edits/undo';
import { EDITS_OF_WAREHOUSES, reopen } from './edits/warehouse-odoo';
import { type DeathPlan, runAmidEdits, runBesideUndo, runOnce, runTwice } from './faults';
import { settle } from './settle';
import { look } from './views';
import { latestRun, openNeighbour, openWorld, type World, type WorldOptions } from './world';

export interface SimulationOptions extends WorldOptions {
  /** How often people edit and a run follows. */
  readonly rounds?: number;
  /** Whether Odoo, the network and the workers misbehave. */
  readonly faults?: boolean;
  /** Version of a second Odoo on the same catalogue; none unless said. */
  readonly neighbour?: number | undefined;
}

/** Runs that may pass before both sides agree, once nobody edits any more. */
const QUIET_RUNS = 5;

/**
 * Random edits on both sides with runs between them, whatever befalls those; then quiet, and the guarantees of the
 * engine are checked. The seed alone decides what happens.
 * @returns what is wrong (nothing, one hopes) and the story that led to it
 */
export async function simulate(
  options: SimulationOptions,
): Promise<{ complaints: string[]; story: string[] }> {
  const { neighbour: version, sync } = options;
  const shared = version === undefined ? {} : { export_scope: 'all' as const };
  const world = await openWorld({ ...options, sync: { ...sync, ...shared } });
  const neighbour = version === undefined ? null : await openNeighbour(world, version, sync);
  try {
    for (let round = 0; round < (options.rounds ?? 4); round++) {
      if (options.faults ?? true) skew(world);
      await people(world, neighbour, round);
      await carryOut(world, options.faults ?? true, round);
      if (neighbour) await carryOut(neighbour, options.faults ?? true, round);
    }
    await comeToRest(world, neighbour);
    const found = [
      ...world.falseAlarms,
      ...(await complaints(world, neighbour === null)),
      ...(neighbour ? await complaintsAbroad(neighbour) : []),
    ];
    return { complaints: found, story: world.story };
  } catch (error) {
    return { complaints: [`thrown: ${error instanceof Error ? error.stack : error}`], story: world.story };
  } finally {
    await neighbour?.close();
    await world.close();
  }
}

/** Nobody edits any more and nothing misbehaves: runs follow each other until both sides should agree. */
export async function comeToRest(world: World, neighbour: World | null = null): Promise<void> {
  world.trouble.clear();
  await showAll(world);
  await reopen(world);
  world.story.push('quiet');
  for (let run = 0; run < QUIET_RUNS; run++) {
    await quietRun(world);
    if (neighbour) await quietRun(neighbour);
  }
}

async function quietRun(world: World): Promise<void> {
  await decide(world);
  await answerBanner(world);
  await timePasses(world);
  const status = await runOnce(world, null, await haltedForSafety(world));
  world.story.push(`quiet run: ${status} ${JSON.stringify((await latestRun(world))?.error ?? '')}`);
}

/** What a merchant does now and then, and what changes what everything else means. */
const SELDOM = [
  ...EDITS_OF_SETTINGS,
  ...EDITS_OF_SIGHT,
  ...EDITS_OF_WAREHOUSES,
  ...EDITS_OF_RUNS,
  ...EDITS_OF_BACKUPS,
];

function usual({ dice, houseClosed }: World): readonly Edit[] {
  const goods = dice.hit(0.25);
  if (dice.hit(0.5) || (goods && houseClosed)) return goods ? GOODS_HERE : EDITS_HERE;
  return goods ? GOODS_IN_ODOO : EDITS_IN_ODOO;
}

/**
 * Somebody does one thing, on either side, at any moment of a run; what is not allowed is told in the story. What both
 * sides show by now is settled first: whoever types over a value that has arrived has read it, and nothing is lost.
 */
export async function editOnce(world: World, n: number, what: 'goods' | 'catalogue'): Promise<void> {
  const { dice } = world;
  settle(world, (await look(world)).pairs);
  const here = what === 'goods' ? GOODS_HERE : EDITS_HERE;
  const there = what === 'goods' ? GOODS_IN_ODOO : EDITS_IN_ODOO;
  const edit = dice.pick(dice.hit(0.5) ? here : there);
  await tell(world, () => edit(world, n));
}

async function tell({ story }: World, work: () => Promise<string | null>): Promise<void> {
  try {
    const done = await work();
    if (done) story.push(done);
  } catch (error) {
    if (!refused(error)) throw error;
    story.push(`refused: ${error instanceof Error ? error.message : ''}`);
  }
}

const mark = (done: string | null) => done && `second ${done}`;

async function people(world: World, neighbour: World | null, round: number): Promise<void> {
  const { dice } = world;
  for (let step = dice.int(2, 6); step > 0; step--) {
    const n = round * 100 + step * 10 + dice.int(0, 9);
    const abroad = neighbour !== null && dice.hit(0.3);
    const edit = dice.pick(abroad ? EDITS_ABROAD : dice.hit(0.12) ? SELDOM : usual(world));
    if (abroad) await tell(world, async () => mark(await edit(neighbour, n + 5_000)));
    else await tell(world, () => edit(world, n));
  }
}

/** Whoever is asked answers: open conflicts get a side, whatever the policy left open. */
async function decide(world: World): Promise<void> {
  const { runtime, dice, integrationId, story } = world;
  const open = await runtime.db
    .select()
    .from(conflicts)
    .where(and(eq(conflicts.integrationId, integrationId), eq(conflicts.status, 'open')))
    .orderBy(conflicts.id);
  for (const { id, field, label, candidates } of open) {
    const one = dice.pick([null, ...(candidates ?? [])]);
    const choice = dice.pick(['odoo', 'products_manager'] as const);
    await resolveConflicts(runtime.ctx, {
      ids: [id],
      ...(one ? { choice: 'value', value: one.id } : { choice }),
    });
    story.push(`decided: ${one ? `it is ${one.side} ${one.id}` : choice} for ${field} of ${label}`);
  }
}

/** Whoever reads the banner says that the deletions are meant: the dice mean every one of them. */
async function haltedForSafety(world: World): Promise<boolean> {
  const halted = (await latestRun(world))?.error?.class === 'safety';
  if (halted) world.story.push('confirmed: the deletions are meant');
  return halted;
}

/** Back-offs end, and nothing that was sent can be under way any more. */
async function timePasses(world: World): Promise<void> {
  world.later(10 * 60_000);
  await world.runtime.db.update(syncErrors).set({ nextRetryAt: sql`now() - interval '1 second'` });
}

/** Odoo's clock is not ours: minutes off while people edit and the run goes, or an hour fast. */
function skew({ dice, trouble, story }: World): void {
  if (!dice.hit(0.15)) return;
  const seconds = dice.pick([-240, 240, 3_600]);
  trouble.stepClock(seconds);
  story.push(`Odoo's clock is ${seconds} s off`);
}

/** Edits that a person is not allowed (a code that is taken) are part of life. */
function refused(error: unknown): boolean {
  return error instanceof AppError || (error instanceof Error && error.constructor.name.endsWith('Fault'));
}

/** Any of what people usually do, a few times. */
async function usualEdits(world: World, round: number): Promise<void> {
  for (let step = world.dice.int(1, 4); step > 0; step--) {
    const edit = world.dice.pick(usual(world));
    await tell(world, () => edit(world, round * 100 + 70 + step));
  }
}

async function carryOut(world: World, faults: boolean, round: number): Promise<void> {
  const { dice, trouble } = world;
  const luck = faults ? dice.next() : 0;
  let status: string;
  if (luck < 0.2) status = await runOnce(world);
  else if (luck < 0.35) status = await runAmidEdits(world, () => usualEdits(world, round));
  else if (luck < 0.65) status = await runOnce(world, deathPlan(world));
  else if (luck < 0.72) status = await runTwice(world);
  else if (luck < 0.76) status = await runBesideUndo(world);
  else {
    const does = dice.pick([
      { kind: 'drop', when: 'after' } as const,
      { kind: 'drop', when: 'before' } as const,
      { kind: 'drop', when: 'middle' } as const,
      { kind: 'serialization' } as const,
      { kind: 'http', status: 502 } as const,
      { kind: 'http', status: 504, after: true } as const,
    ]);
    world.story.push(`trouble: ${JSON.stringify(does)}`);
    trouble.add({ on: { probability: 0.15 }, does });
    status = await runOnce(world);
  }
  const run = await latestRun(world);
  world.story.push(`run: ${status} ${JSON.stringify(run?.error ?? '')}`);
  trouble.clear();
  await answerBanner(world);
  settle(world, (await look(world)).pairs);
}

function deathPlan({ dice }: World): DeathPlan {
  return dice.hit(0.6)
    ? { at: 'call', n: dice.int(1, 60), when: dice.pick(['before', 'during', 'after']) }
    : { at: 'commit', n: dice.int(1, 14), when: dice.pick(['before', 'after']) };
}
