import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { and, eq } from 'drizzle-orm';
import { integrations } from '@/db/schema/integrations';
import { runs } from '@/db/schema/runs';
import { complaints } from '@/e2e/simulation/checks';
import { comeToRest, editOnce } from '@/e2e/simulation/simulate';
import { latestRun, openWorld, type World } from '@/e2e/simulation/world';
import { databaseFailure } from '@/lib/http/database-failure';
import { installOdooWebhooks } from '@/lib/integrations/webhooks/install';
import { SILENCE_SECONDS } from '@/lib/sync/engine/claim-run';
import { requestRun } from '@/lib/sync/history/request-run';
import { type Disk, openDisk } from './soak/disk';
import { figures, Tally } from './soak/figures';
import { type Machine, openMachine, PARTS } from './soak/processes';
import { ensureBuild } from './support/build';
import { freePort } from './support/local-postgres';

/**
 * `npm run soak [-- --minutes 60]`: the built web application, two workers, PostgreSQL and a stand-in Odoo run for so
 * long; people edit on both sides all the while, Odoo announces, everything that can be killed is, and the disk is
 * full now and then. Then both sides are left in peace, and the five guarantees are checked. Ends with its figures; 1
 * when a guarantee does not hold.
 */
const options = new Command('soak')
  .option('--minutes <number>', 'how long', '60')
  .option('--odoo <version>', 'whose behaviour the stand-in has: 14 … 20, 19.4', '17')
  .option('--seed <text>', 'what the dice say', randomBytes(4).toString('hex'))
  .parse()
  .opts<{ minutes: string; odoo: string; seed: string }>();

const DISK_MEGABYTES = 1_500;
const dataDir = await mkdtemp(path.join(tmpdir(), 'pm-soak-'));
const tally = new Tally();
let disk: Disk | undefined;
let machine: Machine | undefined;
let world: World | undefined;
try {
  await ensureBuild((text) => void process.stderr.write(text));
  const port = await freePort();
  disk = await openDisk(dataDir, DISK_MEGABYTES);
  if (!disk) process.stderr.write('The disk is never full: this user may not mount a file system.\n');
  machine = await openMachine(dataDir, port);
  process.env.TEST_DATABASE_URL = machine.postgres.url;
  world = await joinOdoo(machine, port);
  const seconds = await soak(world, machine, Number(options.minutes) * 60);
  world.trouble.clear();
  await pause(world, async () => machine?.rest());
  await comeToRest(world);
  const wrong = await complaints(world);
  const lines = await figures(world, tally, seconds / 60);
  process.stdout.write(`${lines.join('\n')}\nguarantees broken: ${wrong.length}\n`);
  if (wrong.length > 0) process.stdout.write(`${wrong.join('\n')}\n\n${world.story.join('\n')}\n`);
  process.exitCode = wrong.length > 0 ? 1 : 0;
} finally {
  await world?.close();
  await machine?.close();
  await disk?.close();
  await rm(dataDir, { recursive: true, force: true });
}
process.exit();

/** A world whose runs are carried out by processes of their own, in real time. */
async function joinOdoo(machine: Machine, port: number): Promise<World> {
  const environment = {
    APP_URL: `http://127.0.0.1:${port}`,
    AUTH_SECRET: randomBytes(32).toString('hex'),
    ENCRYPTION_KEYS: `soak:${randomBytes(32).toString('base64')}`,
    DATA_DIR: dataDir,
  };
  const opened = await openWorld({
    seed: options.seed,
    version: Number(options.odoo),
    sync: { frequency: 'realtime' },
    env: environment,
  });
  const { runtime, integrationId, odoo } = opened;
  await runtime.db.update(integrations).set({ setupStep: null });
  await machine.start({ ...environment, DATABASE_URL: runtime.database.url, LOG_LEVEL: 'error' });
  await requestRun(runtime.ctx, { integrationId, trigger: 'first_import' });
  while (['queued', 'running'].includes((await latestRun(opened))?.status ?? 'queued')) await sleep(200);
  if (odoo.db.caps.version >= 17) await installOdooWebhooks(runtime.ctx, integrationId);
  return opened;
}

/** @returns how many seconds it took */
async function soak(world: World, machine: Machine, seconds: number): Promise<number> {
  const started = Date.now();
  const since = () => (Date.now() - started) / 1000;
  for (let n = 1; since() < seconds; n++) {
    try {
      await live(world, machine, n);
      if (n % 10 === 0) tally.memory.push({ minute: since() / 60, ...(await machine.memory()) });
    } catch (failure) {
      if (databaseFailure(failure)?.code !== 'unavailable') throw failure;
      // Whoever edits meets it as everybody does, and comes back when it is there again.
      tally.add('PostgreSQL was away for who edits');
      await machine.revive();
      await enable(world, true);
    }
    await sleep(world.dice.int(50, 1_500));
  }
  return since();
}

/** Somebody edits; now and then something dies, or goods are counted. */
async function live(world: World, machine: Machine, n: number): Promise<void> {
  await editOnce(world, n, 'catalogue');
  tally.add('edits');
  if (world.dice.hit(0.04)) await strike(world, machine);
  if (n % 25 === 0) await stocktaking(world, n);
  await confirm(world);
}

/** Something dies, or misbehaves for a while. */
async function strike(world: World, machine: Machine): Promise<void> {
  const { dice, trouble, story } = world;
  const what = dice.pick([...PARTS, ...(disk ? (['disk'] as const) : []), 'odoo', 'network'] as const);
  tally.add(`struck: ${what}`);
  story.push(`struck: ${what}`);
  if (what === 'odoo') {
    trouble.setUnreachable(true);
    await sleep(dice.int(500, 5_000));
    trouble.setUnreachable(false);
  } else if (what === 'network') {
    const when = dice.pick(['before', 'middle', 'after'] as const);
    const disarm = trouble.add({ on: { probability: 0.1 }, does: { kind: 'drop', when } });
    await sleep(dice.int(1_000, 5_000));
    disarm();
  } else if (what === 'disk') {
    await disk?.fill();
    await sleep(dice.int(1_000, 10_000));
    await disk?.empty();
    await machine.revive();
  } else await machine.kill(what);
}

/** Goods are counted while nothing is under way: what a count means hangs on what lay there when it was made. */
async function stocktaking(world: World, n: number): Promise<void> {
  await pause(world, async () => {
    for (let times = world.dice.int(1, 4); times > 0; times--) {
      await editOnce(world, n * 10 + times, 'goods');
      tally.add('counts, sales and deliveries');
    }
  });
}

/** Works while the integration is paused and no run is under way. */
async function pause(world: World, work: () => Promise<unknown>): Promise<void> {
  await enable(world, false);
  while (!(await comesToIdle(world))) {
    // A killed worker's run is taken over only while the integration goes on.
    await enable(world, true);
    await sleep(5_000);
    await enable(world, false);
  }
  await work();
  await enable(world, true);
}

async function enable({ runtime, integrationId }: World, enabled: boolean): Promise<void> {
  await runtime.db.update(integrations).set({ enabled }).where(eq(integrations.id, integrationId));
}

/** Whether no run is under way any more within the time after which a silent worker counts as dead. */
async function comesToIdle({ runtime, integrationId }: World): Promise<boolean> {
  const patience = Date.now() + (SILENCE_SECONDS + 5) * 1_000;
  while (Date.now() < patience) {
    const open = await runtime.db
      .select({ id: runs.id })
      .from(runs)
      .where(and(eq(runs.integrationId, integrationId), eq(runs.status, 'running')));
    if (open.length === 0) return true;
    await sleep(200);
  }
  return false;
}

/** The dice mean every deletion, and everything they make. */
async function confirm({ runtime, integrationId }: World): Promise<void> {
  const [row] = await runtime.db.select().from(integrations).where(eq(integrations.id, integrationId));
  if (row?.connection.state !== 'halted') return;
  tally.add('halts confirmed');
  await requestRun(runtime.ctx, { integrationId, trigger: 'manual', confirmed: true });
}
