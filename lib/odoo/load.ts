import { OdooError } from './errors';
import { clashIn, LoadAnswer, refusedRows } from './load-answer';
import { DEFAULT_RETRY, withRetry } from './retry';
import type { RowResult } from './row-result';
import { chunks } from './rows';
import type { OdooSession } from './session';

export type Cell = string | number | false;

/** Name of the external ids' module: what was made by us can be told and found again. */
export const MODULE = 'products_manager';

const BATCH = 500;

/** Suspects tried one by one, when Odoo names good rows along with the bad one (17+, FACTS.md C §1). */
const MAX_SOLO = 20;

export interface LoadOptions {
  timeoutMs?: number;
  /** False where a repeat that arrives late would undo what came after. */
  repeatable?: boolean;
}

interface Row {
  index: number;
  cells: readonly Cell[];
}

/**
 * load() with an external id (`id` column) or database ids (`.id`): the one idempotent way to create, and the cheap way
 * to update rows that differ (FACTS.md C §1). Odoo reports errors as data and drops the whole batch for one bad row:
 * bad rows are taken out by the message's record number and the rest is sent again. Throws only what concerns every
 * row (network, login); anything else is that row's result.
 */
export async function loadRows(
  odoo: OdooSession,
  model: string,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
  options: LoadOptions = {},
): Promise<RowResult[]> {
  const load = new Load(odoo, model, columns, options);
  const numbered = rows.map((cells, index) => ({ index, cells }));
  await Promise.all(chunks(numbered, BATCH).map((batch) => load.send(batch)));
  return numbered.map(({ index }) => load.results.get(index) ?? lost(model));
}

class Load {
  readonly results = new Map<number, RowResult>();
  private solos = 0;

  constructor(
    private readonly odoo: OdooSession,
    private readonly model: string,
    private readonly columns: readonly string[],
    private readonly options: LoadOptions,
  ) {}

  async send(batch: readonly Row[]): Promise<void> {
    if (batch.length === 0) return;
    const refused = await this.tryOnce(batch);
    if (refused === null) return;
    if (refused.size === 0) return this.halve(batch);
    const suspects = batch.filter((_, position) => refused.has(position));
    const fine = batch.filter((_, position) => !refused.has(position));
    const errors = batch.flatMap((_, position) => refused.get(position) ?? []);
    await this.send(fine);
    const alone = suspects.length > 1 && errors.every((error) => error.code !== 'permission');
    for (const [n, row] of suspects.entries()) {
      if (alone && this.solos++ < MAX_SOLO) await this.send([row]);
      else this.fail(row, errors[n] ?? new OdooError('bad_answer', { model: this.model, method: 'load' }));
    }
  }

  /** Errors by position in the batch; empty when Odoo does not say which row; null when all rows are in. */
  private async tryOnce(batch: readonly Row[]): Promise<Map<number, OdooError> | null> {
    let answer: LoadAnswer;
    try {
      answer = await this.callLoad(batch);
    } catch (error) {
      if (!(error instanceof OdooError) || !concernsRows(error)) throw error;
      return batch.length === 1 ? new Map([[0, error]]) : new Map();
    }
    const { ids } = answer;
    if (ids !== false && ids.length === batch.length) {
      batch.forEach((row, n) => {
        const id = ids[n];
        if (id) this.results.set(row.index, { ok: true, id });
        else this.fail(row, new OdooError('bad_answer', { model: this.model, method: 'load' }));
      });
      return null;
    }
    const refused = refusedRows(answer, batch.length, this.model);
    if (batch.length === 1 && refused.size === 0)
      refused.set(0, new OdooError('bad_answer', { model: this.model }));
    return refused;
  }

  /** Two loads of one new external id: one makes it, the other is told to try again (FACTS.md C §5). */
  private callLoad(batch: readonly Row[]): Promise<LoadAnswer> {
    const cells = batch.map((row) => row.cells);
    return withRetry(
      async () => {
        const raw = await this.odoo.call(
          this.model,
          'load',
          [this.columns, cells],
          {},
          { repeatable: true, ...this.options },
        );
        const answer = LoadAnswer.safeParse(raw);
        if (!answer.success)
          throw new OdooError('bad_answer', { model: this.model, method: 'load', cause: 'shape' });
        const clash = clashIn(answer.data);
        if (clash) throw clash;
        return answer.data;
      },
      { repeatable: true },
      { ...DEFAULT_RETRY, minTimeoutMs: 150 },
      undefined,
      (error) => error.code === 'serialization',
    );
  }

  private async halve(batch: readonly Row[]): Promise<void> {
    const middle = Math.ceil(batch.length / 2);
    await this.send(batch.slice(0, middle));
    await this.send(batch.slice(middle));
  }

  private fail(row: Row, error: OdooError): void {
    this.results.set(row.index, { ok: false, error });
  }
}

/** Whether splitting the batch can help: true of what Odoo says about records, false of the way there. */
export function concernsRows(error: OdooError): boolean {
  return ['validation', 'missing_record', 'traceback', 'permission', 'too_large'].includes(error.code);
}

function lost(model: string): RowResult {
  return { ok: false, error: new OdooError('bad_answer', { model, method: 'load' }) };
}

/** An external id of ours; Odoo forbids spaces and reads a dot as the end of the module's name. */
export function externalId(name: string): string {
  if (/^[A-Za-z0-9_-]+$/.test(name)) return `${MODULE}.${name}`;
  throw new OdooError('mapping', { field: 'external_id' }, 'no');
}
