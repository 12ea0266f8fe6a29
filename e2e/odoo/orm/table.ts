import type { Cell } from './values';

export type Row = { id: number } & { [field: string]: Cell };

type Change =
  | { kind: 'set'; table: Table; id: number; field: string; before: Cell | undefined; after: Cell }
  | { kind: 'insert'; table: Table; row: Row }
  | { kind: 'delete'; table: Table; row: Row };

/** What a transaction changed, in order: undone on a fault, lifted while a call waits before its commit. */
export class Journal {
  readonly changes: Change[] = [];

  undo(from = 0): void {
    for (let at = this.changes.length - 1; at >= from; at -= 1) {
      const change = this.changes[at];
      if (change) revert(change);
    }
  }

  /** Undoes and forgets what came after a mark (savepoint). */
  rollbackTo(mark: number): void {
    this.undo(mark);
    this.changes.length = mark;
  }

  redo(): void {
    for (const change of this.changes) {
      if (change.kind === 'set') change.table.put(change.id, change.field, change.after);
      else if (change.kind === 'insert') change.table.place(change.row);
      else change.table.remove(change.row.id);
    }
  }
}

function revert(change: Change): void {
  if (change.kind === 'set') change.table.put(change.id, change.field, change.before);
  else if (change.kind === 'insert') change.table.remove(change.row.id);
  else change.table.place(change.row);
}

/** Rows of one model, with indexes made when a search first asks for one. */
export class Table {
  readonly rows = new Map<number, Row>();
  readonly #indexes = new Map<string, Map<Cell, Set<number>>>();
  #last = 0;
  #sorted: number[] | undefined;

  constructor(readonly name: string) {}

  /** The next id; like a database sequence it is not given back by a rollback. */
  nextId(): number {
    this.#last += 1;
    return this.#last;
  }

  /** The highest id given so far. */
  get lastId(): number {
    return this.#last;
  }

  /** Lets ids begin above a number. */
  startAfter(id: number): void {
    this.#last = Math.max(this.#last, id);
  }

  /** A copy of what is stored now, the next id included: a backup's sequences are part of it. */
  backup(): { rows: readonly Row[]; last: number } {
    return { rows: structuredClone([...this.rows.values()]), last: this.#last };
  }

  /** What was stored then is stored now; ids given since are given again. */
  restore({ rows, last }: { rows: readonly Row[]; last: number }): void {
    this.rows.clear();
    this.#indexes.clear();
    this.#sorted = undefined;
    this.#last = last;
    for (const row of structuredClone(rows)) this.rows.set(row.id, row);
  }

  /** All ids, ascending. */
  ids(): readonly number[] {
    this.#sorted ??= [...this.rows.keys()].sort((a, b) => a - b);
    return this.#sorted;
  }

  insert(journal: Journal, row: Row): void {
    this.#last = Math.max(this.#last, row.id);
    this.place(row);
    journal.changes.push({ kind: 'insert', table: this, row });
  }

  set(journal: Journal, id: number, field: string, after: Cell): void {
    const row = this.rows.get(id);
    if (!row || row[field] === after) return;
    journal.changes.push({ kind: 'set', table: this, id, field, before: row[field], after });
    this.put(id, field, after);
  }

  delete(journal: Journal, id: number): void {
    const row = this.rows.get(id);
    if (!row) return;
    journal.changes.push({ kind: 'delete', table: this, row });
    this.remove(id);
  }

  /** Ids whose cell equals a value; the first question builds the index. */
  where(field: string, value: Cell): ReadonlySet<number> {
    let index = this.#indexes.get(field);
    if (!index) {
      index = new Map();
      this.#indexes.set(field, index);
      for (const row of this.rows.values()) addTo(index, row[field] ?? false, row.id);
    }
    return index.get(value) ?? NONE;
  }

  /** @internal for the journal */
  put(id: number, field: string, value: Cell | undefined): void {
    const row = this.rows.get(id);
    if (!row) return;
    const index = this.#indexes.get(field);
    if (index) {
      index.get(row[field] ?? false)?.delete(id);
      addTo(index, value ?? false, id);
    }
    if (value === undefined) delete row[field];
    else row[field] = value;
  }

  /** @internal for the journal */
  place(row: Row): void {
    this.rows.set(row.id, row);
    if (this.#sorted) {
      if (row.id > (this.#sorted.at(-1) ?? 0)) this.#sorted.push(row.id);
      else this.#sorted = undefined;
    }
    for (const [field, index] of this.#indexes) addTo(index, row[field] ?? false, row.id);
  }

  /** @internal for the journal */
  remove(id: number): void {
    const row = this.rows.get(id);
    if (!row) return;
    this.rows.delete(id);
    this.#sorted = undefined;
    for (const [field, index] of this.#indexes) index.get(row[field] ?? false)?.delete(id);
  }
}

const NONE: ReadonlySet<number> = new Set();

function addTo(index: Map<Cell, Set<number>>, value: Cell, id: number): void {
  const set = index.get(value);
  if (set) set.add(id);
  else index.set(value, new Set([id]));
}
