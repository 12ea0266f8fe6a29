export type Side = 'here' | 'odoo';

/** A value that a person typed and that the other side has not shown yet. */
export interface Typed {
  readonly side: Side;
  /** Local id, or `<model>,<id>` of Odoo. */
  readonly record: string;
  readonly field: string;
  readonly value: string;
}

/** With when it was typed, in milliseconds, and whether another Odoo has shown it as well. */
export type Noted = Typed & { readonly at: number; readonly readBeside?: boolean };

const keyOf = ({ side, record, field }: Omit<Typed, 'value'>) => [side, record, field].join(' ');

/**
 * Keeps account of what people typed (guarantee 2, nothing lost). A value is owed until it was seen on both sides, or
 * its own author typed over it.
 */
export class Journal {
  readonly #owed = new Map<string, Noted>();
  readonly #typedHere = new Map<string, Noted>();

  typed(typed: Typed): void {
    const key = keyOf(typed);
    const entry = { ...typed, at: performance.now() };
    this.#owed.set(key, entry);
    if (entry.side === 'here') this.#typedHere.set(key, entry);
  }

  /** Another Odoo's later value of the same record has replaced what was typed here, there as well as here. */
  replaced(record: string, field: string, at: number): void {
    const key = keyOf({ side: 'here', record, field });
    if ((this.#owed.get(key)?.at ?? at) < at) this.#owed.delete(key);
  }

  /** Another Odoo shows what was typed here: whoever types over it there has read it. */
  noteBeside(shown: (entry: Typed) => boolean): void {
    for (const [key, entry] of this.#owed)
      if (entry.side === 'here' && shown(entry)) this.#owed.set(key, { ...entry, readBeside: true });
  }

  /** Odoo went back: what was typed there is nobody's, what `stands` here has to arrive once more. */
  reopen(stands: (entry: Typed) => boolean): void {
    for (const [key, { side }] of this.#owed) if (side === 'odoo') this.#owed.delete(key);
    for (const [key, entry] of this.#typedHere) if (stands(entry)) this.#owed.set(key, entry);
  }

  /** This side went back: what was typed here is owed where it has `arrived` there, and by nobody else. */
  loseUnsent(arrived: (entry: Typed) => boolean): void {
    for (const [key, { side }] of this.#owed) if (side === 'here') this.#owed.delete(key);
    for (const [key, entry] of this.#typedHere) if (arrived(entry)) this.#owed.set(key, entry);
  }

  /** A person said that the other side's values count. */
  forgive(): void {
    this.#owed.clear();
  }

  /** Strikes out what `arrived` says both sides show, and answers it. */
  settle(arrived: (entry: Typed) => boolean): Noted[] {
    const struck = [...this.#owed].filter(([, entry]) => arrived(entry));
    for (const [key] of struck) this.#owed.delete(key);
    return struck.map(([, entry]) => entry);
  }

  owed(): Noted[] {
    return [...this.#owed.values()];
  }
}
