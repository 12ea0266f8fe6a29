import type { Database } from '../orm/database';

/** Recorded ids ↔ ids of the stand-in, by model. */
export class Binder {
  readonly #ours = new Map<string, Map<number, number>>();
  readonly #taken = new Map<string, Set<number>>();
  /** Recorded write_date, in seconds, ↔ ours with its microseconds. */
  readonly dates = new Map<string, string>();
  /** SHA-1 of recorded files ↔ of the files sent in their place. */
  readonly checksums = new Map<string, string>();

  constructor(private readonly db: Database) {}

  known(model: string, recorded: number): number | undefined {
    return this.#ours.get(model)?.get(recorded);
  }

  /** Binds a pair; false when the recorded id is bound to another record already. */
  bind(model: string, recorded: number, ours: number): boolean {
    const map = this.#ours.get(model) ?? new Map<number, number>();
    this.#ours.set(model, map);
    const before = map.get(recorded);
    if (before !== undefined) return before === ours;
    map.set(recorded, ours);
    const taken = this.#taken.get(model) ?? new Set<number>();
    this.#taken.set(model, taken);
    taken.add(ours);
    return true;
  }

  /** Our id for a recorded one; demonstration records are stood for by whatever the stand-in has. */
  ours(model: string, recorded: number): number {
    const known = this.known(model, recorded);
    if (known !== undefined) return known;
    if (recorded >= 900_000 || recorded <= 0 || !Number.isInteger(recorded)) return recorded;
    const rows = this.db.table(model).rows;
    const taken = this.#taken.get(model) ?? new Set<number>();
    const near = this.#besideKnown(model, recorded);
    if (near !== undefined && rows.has(near) && !taken.has(near)) {
      this.bind(model, recorded, near);
      return near;
    }
    if (model.startsWith('product.') && model !== 'product.category') return recorded + 900_000;
    const pick =
      rows.has(recorded) && !taken.has(recorded) ? recorded : [...rows.keys()].find((id) => !taken.has(id));
    if (pick === undefined) return recorded;
    this.bind(model, recorded, pick);
    return pick;
  }

  /** Ids the recorder never showed lie as far from the last known one as they do here. */
  #besideKnown(model: string, recorded: number): number | undefined {
    const map = this.#ours.get(model);
    const below = [...(map?.keys() ?? [])].filter((id) => id < recorded).sort((a, b) => b - a)[0];
    const ours = below === undefined ? undefined : map?.get(below);
    return below === undefined || ours === undefined ? undefined : ours + recorded - below;
  }
}
