import { sql } from 'drizzle-orm';
import type { Database } from '@/db/client';
import { runs } from '@/db/schema/runs';
import type { Ctx } from '@/lib/context';
import { odooSettings } from '@/lib/integrations/odoo-settings';
import { openSession } from '@/lib/odoo/open-session';
import type { OdooSession } from '@/lib/odoo/session';
import { runSync } from '@/lib/sync/engine/run-sync';
import { requestRun } from '@/lib/sync/history/request-run';
import { undoOne } from './edits/undo';
import { latestRun, type World } from './world';

/** The process is no more: nothing after it happens. */
export class Death extends Error {
  override readonly name = 'Death';
}

/** When a process dies: at the n-th call to Odoo or the n-th commit, before, in the middle or after. */
export interface DeathPlan {
  readonly at: 'call' | 'commit';
  readonly n: number;
  /** Counts calls of this method only, e.g. "product.template.load". */
  readonly on?: string;
  readonly when: 'before' | 'during' | 'after';
}

/** A worker that can be killed: once dead, neither Odoo nor the database hears of it again. */
class Mortal {
  #dead = false;
  #calls = 0;
  #commits = 0;

  constructor(private readonly plan: DeathPlan | null) {}

  get dead(): boolean {
    return this.#dead;
  }

  alive(): void {
    if (this.#dead) throw new Death();
  }

  die(): never {
    this.#dead = true;
    throw new Death();
  }

  /** Whether this call or commit is the last thing it does. */
  isLast(at: DeathPlan['at'], method?: string): DeathPlan['when'] | null {
    if (at === 'call' && this.plan?.on !== undefined && this.plan.on !== method) return null;
    const n = at === 'call' ? ++this.#calls : ++this.#commits;
    return this.plan?.at === at && this.plan.n === n ? this.plan.when : null;
  }
}

function mortalDatabase(db: Database, mortal: Mortal): Ctx['db'] {
  return new Proxy(db, {
    get(target, key) {
      mortal.alive();
      if (key === 'transaction') {
        return async <T>(work: (tx: Ctx['db']) => Promise<T>): Promise<T> => {
          const when = mortal.isLast('commit');
          const result = await target.transaction(async (tx) => {
            const inner = await work(tx);
            mortal.alive();
            if (when === 'before' || when === 'during') mortal.die();
            return inner;
          });
          if (when === 'after') mortal.die();
          return result;
        };
      }
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** What happens once while a process works: at its n-th answer from Odoo, or at the first one to a write. */
export interface Meanwhile {
  readonly at: number | 'write';
  readonly happens: () => Promise<void>;
}

const WRITES: readonly string[] = ['load', 'write', 'create'];

function mortalSession(session: OdooSession, mortal: Mortal, meanwhile?: Meanwhile): OdooSession {
  let answers = 0;
  let happened = false;
  return {
    ...session,
    capabilities: session.capabilities,
    get readsLag() {
      return session.readsLag;
    },
    serverTime: () => session.serverTime(),
    fieldsOf: (model) => session.fieldsOf(model),
    close: () => session.close(),
    call(...given) {
      const answer = mortalCall(...given);
      // A dead process hears of nothing, nor does it complain.
      answer.catch(() => undefined);
      return answer;
    },
  };

  async function mortalCall(...[model, method, args, kwargs, options]: Parameters<OdooSession['call']>) {
    mortal.alive();
    const when = mortal.isLast('call', `${model}.${method}`);
    if (when === 'before') mortal.die();
    const answer = session.call(model, method, args, kwargs, options);
    if (when === 'during') {
      answer.catch(() => undefined);
      mortal.die();
    }
    const result = await answer;
    if (when === 'after') mortal.die();
    mortal.alive();
    answers++;
    const due = meanwhile?.at === 'write' ? WRITES.includes(method) : answers === meanwhile?.at;
    if (meanwhile && due && !happened) {
      happened = true;
      await meanwhile.happens();
    }
    return result;
  }
}

/** One process works off the queued run, and dies if the plan says so. @returns whether it lived */
export async function work(
  world: World,
  runId: string,
  plan: DeathPlan | null,
  meanwhile?: Meanwhile,
): Promise<boolean> {
  const mortal = new Mortal(plan);
  const { runtime, store, dice } = world;
  const ctx: Ctx = { ...runtime.ctx, db: mortalDatabase(runtime.db, mortal) };
  try {
    await runSync(
      ctx,
      {
        store,
        workerId: `worker-${dice.int(1, 1e9)}`,
        open: async (inner, integration) =>
          mortalSession(await openSession(odooSettings(inner, integration)), mortal, meanwhile),
      },
      { runId },
    );
  } catch (error) {
    if (!mortal.dead) throw error;
  }
  return !mortal.dead;
}

/** Asks for a run and carries it out, with whatever befalls it, until it has ended. @returns its status */
export async function runOnce(
  world: World,
  plan: DeathPlan | null = null,
  confirmed = false,
): Promise<string> {
  const { runId } = await requestRun(world.runtime.ctx, {
    integrationId: world.integrationId,
    trigger: 'manual',
    confirmed,
  });
  if (!(await work(world, runId, plan))) {
    world.story.push(`worker died: ${JSON.stringify(plan)}`);
    // What the dead worker had under way may still arrive, and looks like life.
    do {
      await silence(world);
      await work(world, runId, null);
    } while ((await latestRun(world))?.status === 'running');
  }
  return (await latestRun(world))?.status ?? 'missing';
}

/** A slow worker is thought dead while it waits for Odoo; another does its run; then the first one wakes up. */
export async function runTwice(world: World): Promise<string> {
  const { runId } = await requestRun(world.runtime.ctx, {
    integrationId: world.integrationId,
    trigger: 'manual',
  });
  await work(world, runId, null, {
    at: 'write',
    happens: async () => {
      world.story.push('a second worker takes the run over');
      await silence(world);
      await work(world, runId, null);
    },
  });
  return (await latestRun(world))?.status ?? 'missing';
}

/** While a run is under way a person undoes an earlier one: that waits, and is carried out behind it. */
export async function runBesideUndo(world: World): Promise<string> {
  const { runId } = await requestRun(world.runtime.ctx, {
    integrationId: world.integrationId,
    trigger: 'manual',
  });
  let undoId: string | null = null;
  await work(world, runId, null, {
    at: 'write',
    happens: async () => {
      const undone = await undoOne(world);
      undoId = undone?.runId ?? null;
      if (undone) world.story.push(`run ${undone.of} is undone meanwhile`);
    },
  });
  if (undoId !== null) await work(world, undoId, null);
  return (await latestRun(world))?.status ?? 'missing';
}

/** People go on editing while a run is under way: between two of its calls, wherever that is. */
export async function runAmidEdits(world: World, edit: () => Promise<void>): Promise<string> {
  const { runId } = await requestRun(world.runtime.ctx, {
    integrationId: world.integrationId,
    trigger: 'manual',
  });
  const at = world.dice.int(1, 60);
  await work(world, runId, null, {
    at,
    happens: async () => {
      world.story.push(`people edit after call ${at} of the run`);
      await edit();
    },
  });
  return (await latestRun(world))?.status ?? 'missing';
}

/** The others have not heard of the worker for longer than they wait. */
async function silence(world: World): Promise<void> {
  await world.runtime.db.update(runs).set({ heartbeatAt: sql`now() - interval '10 minutes'` });
}
