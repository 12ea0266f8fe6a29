import { z } from 'zod';
import type { Run } from './claim-run';

/** What goes through its records in the order of their ids. */
export type Step = 'product' | 'stock' | 'order';

/**
 * How far a run that reads everything has come, so that whoever takes it over after a kill goes on from there; kept in
 * `runs.checkpoint` with every sign of life. Runs that read what changed need none: what they did, they see as done.
 */
export interface Checkpoint {
  /**
   * Odoo's clock when the run first began ("YYYY-MM-DD HH:MM:SS", UTC), null for an incremental run. What changes
   * later is the next run's, also in records that this one went past before it was taken over.
   */
  readonly position: string | null;
  /** The id that `step` has got past; `start` when it has not begun. */
  reached<Id extends number | string>(step: Step, start: Id): Id;
  /** Everything up to this id is done and committed. */
  pass(step: Step, id: number | string): void;
  /** As kept in `runs.checkpoint`. */
  readonly state: Run['checkpoint'];
}

const kept = z.object({
  position: z.string(),
  reached: z.record(z.string(), z.union([z.number(), z.string()])),
});

export function openCheckpoint(run: Run, full: boolean, now: string): Checkpoint {
  if (!full) return { position: null, state: null, reached: (_step, start) => start, pass: () => undefined };
  const before = kept.safeParse(run.checkpoint);
  const position = before.success ? before.data.position : now;
  const passed = new Map(before.success ? Object.entries(before.data.reached) : []);
  return {
    position,
    get state() {
      return { position, reached: Object.fromEntries(passed) };
    },
    reached<Id extends number | string>(step: Step, start: Id): Id {
      const id = passed.get(step);
      return sameType(id, start) ? id : start;
    },
    pass: (step, id) => void passed.set(step, id),
  };
}

function sameType<Id extends number | string>(id: unknown, like: Id): id is Id {
  return typeof id === typeof like;
}
