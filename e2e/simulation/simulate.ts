import { and, eq, sql } from 'drizzle-orm';
import { conflicts, syncErrors } from '@/db/schema/sync';
import { AppError } from '@/lib/errors';
import { resolveConflicts } from '@/lib/sync/history/resolve-conflicts';
import { complaints, settle } from './checks';
import { GOODS_HERE, GOODS_IN_ODOO } from './edits/goods';
import { EDITS_HERE } from './edits/here';
import { EDITS_IN_ODOO } from './edits/odoo';
import { type DeathPlan, runOnce, runTwice } from './faults';
import { look } from './views';
import { latestRun, openWorld, type World, type WorldOptions } from './world';

export interface SimulationOptions extends WorldOptions {
  /** How often people edit and a run follows. */
  readonly rounds?: number;
  /** Whether Odoo, the network and the workers misbehave. */
  readonly faults?: boolean;
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
  const world = await openWorld(options);
  try {
    for (let round = 0; round < (options.rounds ?? 4); round++) {
      if (options.faults ?? true) skew(world);
      await people(world, round);
      await carryOut(world, options.faults ?? true);
    }
    world.trouble.clear();
    world.story.push('quiet');
    for (let run = 0; run < QUIET_RUNS; run++) {
      await decide(world);
      await timePasses(world);
      const status = await runOnce(world, null, await haltedForSafety(world));
      world.story.push(`quiet run: ${status} ${JSON.stringify((await latestRun(world))?.error ?? '')}`);
    }
    return { complaints: await complaints(world), story: world.story };
  } finally {
    await world.close();
  }
}

async function people(world: World, round: number): Promise<void> {
  const { dice } = world;
  for (let step = dice.int(2, 6); step > 0; step--) {
    const n = round * 100 + step * 10 + dice.int(0, 9);
    const goods = dice.hit(0.25);
    const here = goods ? GOODS_HERE : EDITS_HERE;
    const edit = dice.pick(dice.hit(0.5) ? here : goods ? GOODS_IN_ODOO : EDITS_IN_ODOO);
    try {
      const done = await edit(world, n);
      if (done) world.story.push(done);
    } catch (error) {
      if (!refused(error)) throw error;
      world.story.push(`refused: ${error instanceof Error ? error.message : ''}`);
    }
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
  for (const { id, field, label } of open) {
    const choice = dice.pick(['odoo', 'products_manager'] as const);
    await resolveConflicts(runtime.ctx, { ids: [id], choice });
    story.push(`decided: ${choice} for ${field} of ${label}`);
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

async function carryOut(world: World, faults: boolean): Promise<void> {
  const { dice, trouble } = world;
  const luck = faults ? dice.next() : 0;
  let status: string;
  if (luck < 0.35) status = await runOnce(world);
  else if (luck < 0.65) status = await runOnce(world, deathPlan(world));
  else if (luck < 0.75) status = await runTwice(world);
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
  settle(world, (await look(world)).pairs);
}

function deathPlan({ dice }: World): DeathPlan {
  return dice.hit(0.6)
    ? { at: 'call', n: dice.int(1, 60), when: dice.pick(['before', 'during', 'after']) }
    : { at: 'commit', n: dice.int(1, 14), when: dice.pick(['before', 'after']) };
}
