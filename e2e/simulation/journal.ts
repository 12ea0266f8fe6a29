export type Side = 'here' | 'odoo';

/** A value that a person typed and that the other side has not shown yet. */
export interface Typed {
  readonly side: Side;
  /** Local id, or `<model>,<id>` of Odoo. */
  readonly record: string;
  readonly field: string;
  readonly value: string;
}

/**
 * Keeps account of what people typed (guarantee 2, nothing lost). A value is owed until it was seen on both sides, or
 * its own author typed over it.
 */
export class Journal {
  readonly #owed = new Map<string, Typed>();

  typed(entry: Typed): void {
    this.#owed.set([entry.side, entry.record, entry.field].join(' '), entry);
  }

  /** Strikes out what `arrived` says both sides show. */
  settle(arrived: (entry: Typed) => boolean): void {
    for (const [key, entry] of this.#owed) if (arrived(entry)) this.#owed.delete(key);
  }

  owed(): Typed[] {
    return [...this.#owed.values()];
  }
}
