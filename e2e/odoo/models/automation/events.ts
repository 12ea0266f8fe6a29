import type { Transaction } from '../../orm/database';
import type { Row } from '../../orm/table';

/** What one transaction did to one record. */
export interface RecordEvent {
  readonly model: string;
  readonly id: number;
  readonly kind: 'created' | 'changed' | 'deleted';
  /** Names of the fields that have another value now; bookkeeping fields left out. */
  readonly fields: ReadonlySet<string>;
  /** The last state of a deleted record. */
  readonly row?: Row;
}

const BOOKKEEPING = new Set(['write_date', 'write_uid', 'create_date', 'create_uid']);

/** Reads from the journal what happened to the records of some models, in the order of their first change. */
export function recordEvents(tx: Transaction, models: ReadonlySet<string>): RecordEvent[] {
  const events = new Map<
    string,
    { model: string; id: number; kind: RecordEvent['kind']; fields: Set<string>; row?: Row }
  >();
  for (const change of tx.journal.changes) {
    const model = change.table.name;
    if (!models.has(model)) continue;
    const id = change.kind === 'set' ? change.id : change.row.id;
    const key = `${model},${id}`;
    const event = events.get(key) ?? { model, id, kind: 'changed' as const, fields: new Set<string>() };
    events.set(key, event);
    if (change.kind === 'insert') event.kind = 'created';
    else if (change.kind === 'delete') {
      if (event.kind === 'created') events.delete(key);
      event.kind = 'deleted';
      event.row = change.row;
    } else {
      const field = change.field.split('@')[0] ?? change.field;
      if (!BOOKKEEPING.has(field)) event.fields.add(field);
    }
  }
  for (const event of events.values())
    if (hasNewPicture(tx, event.model, event.id)) event.fields.add('image_1920');
  return [...events.values()];
}

/** Pictures are rows of their own. */
function hasNewPicture(tx: Transaction, model: string, id: number): boolean {
  return tx.journal.changes.some(
    (change) =>
      change.table.name === 'ir.attachment' &&
      change.kind === 'insert' &&
      change.row.res_model === model &&
      change.row.res_id === id,
  );
}
