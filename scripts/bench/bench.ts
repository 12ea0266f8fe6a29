/** One measured number, e.g. { name: 'import, first run', value: 1240, unit: 'records/s' }. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/** A benchmark: a file `<name>.bench.ts` beside this one exports it as `bench`. */
export interface Bench {
  readonly name: string;
  /** Sets up, measures, tidies up. `say` tells progress. */
  readonly run: (say: (line: string) => void) => Promise<readonly Figure[]>;
}

/** Runs `work` `times` times one after the other and answers the durations in milliseconds, sorted. */
export async function timings(times: number, work: (turn: number) => Promise<unknown>): Promise<number[]> {
  const durations: number[] = [];
  for (let turn = 0; turn < times; turn++) {
    const start = performance.now();
    await work(turn);
    durations.push(performance.now() - start);
  }
  return durations.sort((one, other) => one - other);
}

/** The value below which a share of the sorted durations lies: 0.5 the median, 0.95 the slow ones. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
