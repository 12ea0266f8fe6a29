import type { OdooError, OdooErrorClass } from './errors';

/** Upper bounds of answer times in seconds, as Prometheus counts them: each holds all quicker calls too. */
const BOUNDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, Number.POSITIVE_INFINITY];

/** Calls to Odoo so far, tries included: how many, how long they took, and of which class their failures were. */
export class CallFigures {
  count = 0;
  private readonly quicker = new Map(BOUNDS.map((bound) => [bound, 0]));
  private readonly failed = new Map<OdooErrorClass, number>();

  /** A call that ended after so many milliseconds, well or not. */
  ended(milliseconds: number, error: OdooError | null): void {
    for (const [bound, calls] of this.quicker) {
      if (milliseconds <= bound * 1_000) this.quicker.set(bound, calls + 1);
    }
    if (error) this.failed.set(error.class, (this.failed.get(error.class) ?? 0) + 1);
  }

  /** As kept with a run: `latency` by upper bound ("0.5", "+Inf"), `failures` by class. */
  get told(): { latency: Record<string, number>; failures: Record<string, number> } {
    const latency = [...this.quicker].map(([bound, calls]) => [
      Number.isFinite(bound) ? String(bound) : '+Inf',
      calls,
    ]);
    return { latency: Object.fromEntries(latency), failures: Object.fromEntries(this.failed) };
  }
}
