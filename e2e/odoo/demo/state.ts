import { existsSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Database } from '../orm/database';
import type { Row } from '../orm/table';

const cell = z.union([z.string(), z.number(), z.boolean(), z.array(z.number())]);
const row = z.record(z.string(), cell).and(z.object({ id: z.number() }));
const stateSchema = z.object({
  version: z.number(),
  tables: z.record(z.string(), z.object({ lastId: z.number(), rows: z.array(row) })),
});

/**
 * Puts a saved database back in place of what the seeds made.
 * @throws Error when the file is of another version
 */
export function loadState(db: Database, file: string): void {
  const state = stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  if (state.version !== db.caps.version)
    throw new Error(`${file} holds an Odoo ${state.version}, not ${db.caps.version}`);
  for (const [name, saved] of Object.entries(state.tables)) {
    const table = db.table(name);
    for (const id of [...table.rows.keys()]) table.remove(id);
    for (const one of saved.rows) table.place(one);
    table.startAfter(saved.lastId);
  }
  if (existsSync(filesOf(file))) {
    const files = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(filesOf(file), 'utf8')));
    for (const [checksum, base64] of Object.entries(files)) db.files.set(checksum, base64);
  }
}

const filesOf = (file: string): string => `${file}.files`;

/** Keeps a database in a file: a moment after each change, and when told. Pictures lie beside it. */
export class StateKeeper {
  #timer: NodeJS.Timeout | undefined;
  #filesSaved = 0;
  #saving: Promise<void> = Promise.resolve();

  constructor(
    private readonly db: Database,
    private readonly file: string,
    private readonly pause = 1500,
  ) {}

  /** To be called after each commit. */
  changed(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.save();
    }, this.pause);
  }

  /** Writes the file now; a reader never sees half of it. */
  save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#saving = this.#saving.then(() => this.#write());
    return this.#saving;
  }

  async #write(): Promise<void> {
    const tables: Record<string, { lastId: number; rows: Row[] }> = {};
    for (const name of this.db.registry.keys()) {
      const table = this.db.table(name);
      tables[name] = { lastId: table.lastId, rows: [...table.rows.values()] };
    }
    await replace(this.file, JSON.stringify({ version: this.db.caps.version, tables }));
    if (this.db.files.size === this.#filesSaved) return;
    this.#filesSaved = this.db.files.size;
    await replace(filesOf(this.file), JSON.stringify(Object.fromEntries(this.db.files)));
  }
}

async function replace(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}.draft`;
  await writeFile(draft, text);
  await rename(draft, file);
}
