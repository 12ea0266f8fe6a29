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

  begin(startedAt = this.clock.now()): Transaction {
    return new Transaction(startedAt);
  }
}
