import { type Capabilities, capabilitiesOf, type OdooVersion } from '../version';
import { Clock } from './clock';
import type { ModelSpec } from './model-spec';
import { buildRegistry, type Registry } from './registry';
import { Journal, Table } from './table';

/** One call's work: start time (which becomes write_date) and what it changed. */
export class Transaction {
  readonly journal = new Journal();
  /** Work to do once the call is done and before it is visible to others (webhooks of 17 and 18). */
  readonly beforeCommit: (() => Promise<void>)[] = [];
  /** Work to do after the commit. */
  readonly afterCommit: (() => Promise<void>)[] = [];
  /** Work to do even when the call fails. */
  readonly afterEnd: (() => Promise<void>)[] = [];

  constructor(
    /** "YYYY-MM-DD HH:MM:SS.ffffff" */
    readonly startedAt: string,
  ) {}
}

/** One in-memory database of one version. */
export class Database {
  readonly caps: Capabilities;
  readonly registry: Registry;
  readonly clock: Clock;
  /** How far the replica of JSON-2 is behind; 0: there is none. */
  replicaLagMs = 0;
  readonly #recent: { at: number; journal: Journal }[] = [];
  readonly #tables = new Map<string, Table>();
  /** Records that a rule of the merchant's own hides from every user, by model: ids. */
  readonly hidden = new Map<string, ReadonlySet<number>>();
  /** Bytes of attachments by SHA-1, base64. */
  readonly files = new Map<string, string>();

  constructor(
    readonly name: string,
    version: OdooVersion,
    specs: readonly ModelSpec[],
    clock: Clock = new Clock(),
    /** Methods that no model has any more, as on an Odoo nobody has seen yet. */
    readonly without: ReadonlySet<string> = new Set(),
  ) {
    this.caps = capabilitiesOf(version);
    this.registry = buildRegistry(version, specs);
    this.clock = clock;
  }

  table(model: string): Table {
    let table = this.#tables.get(model);
    if (!table) {
      table = new Table(model);
      this.#tables.set(model, table);
    }
    return table;
  }

  /** A transaction is visible to everybody; the replica gets it later. */
  committed(journal: Journal): void {
    if (this.replicaLagMs === 0 || journal.changes.length === 0) return;
    this.#recent.push({ at: Date.now(), journal });
  }

  /** Runs what only reads on the state the replica has: without what was committed within its lag. */
  onReplica<T>(read: () => T): T {
    const since = Date.now() - this.replicaLagMs;
    while ((this.#recent[0]?.at ?? since) < since) this.#recent.shift();
    const unseen = [...this.#recent];
    for (const { journal } of unseen.toReversed()) journal.undo();
    try {
      return read();
    } finally {
      for (const { journal } of unseen) journal.redo();
    }
  }

  /** Makes a backup; what is returned puts the database back to this moment. */
  backup(): () => void {
    const tables = new Map([...this.#tables].map(([name, table]) => [name, table.backup()]));
    const files = new Map(this.files);
    return () => {
      this.#recent.length = 0;
      for (const [name, table] of this.#tables) table.restore(tables.get(name) ?? { rows: [], last: 0 });
      this.files.clear();
      for (const [key, bytes] of files) this.files.set(key, bytes);
    };
  }

  begin(startedAt = this.clock.now()): Transaction {
    return new Transaction(startedAt);
  }
}
