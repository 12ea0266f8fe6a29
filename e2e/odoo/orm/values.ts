/** A number that travels as `<double>` even when it is whole. */
export class Float {
  constructor(readonly value: number) {}
  toJSON(): number {
    return this.value;
  }
}

/** What goes over the wire, in and out. `undefined` is Python's None in an answer. */
export type Wire = string | number | boolean | null | undefined | Float | Wire[] | { [key: string]: Wire };

/** What a row keeps: false is the empty value of every type, many2many is a list of ids. */
export type Cell = string | number | boolean | number[];

export type Vals = { [field: string]: Wire };
export type Domain = Wire[];

export function isRecord(value: Wire): value is { [key: string]: Wire } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Float);
}

/** Numbers, with the wrapper of floats taken off. */
export function plain(value: Wire): Wire {
  return value instanceof Float ? value.value : value;
}

/** Python's truth of a value. */
export function truthy(value: Wire): boolean {
  const bare = plain(value);
  if (Array.isArray(bare)) return bare.length > 0;
  if (isRecord(bare)) return Object.keys(bare).length > 0;
  return Boolean(bare);
}

/** Ids of a call: a list, a bare id, or nothing. */
export function idsOf(value: Wire): number[] {
  const bare = plain(value);
  if (typeof bare === 'number') return [bare];
  if (typeof bare === 'string' && /^\d+$/.test(bare)) return [Number(bare)];
  if (!Array.isArray(bare)) return [];
  return bare
    .map(plain)
    .flatMap((id) =>
      typeof id === 'number' ? [id] : typeof id === 'string' && /^\d+$/.test(id) ? [Number(id)] : [],
    );
}

/** A value as Python prints it, for the texts of faults. */
export function pythonRepr(value: Wire): string {
  if (value === null || value === undefined) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (value instanceof Float) return Number.isInteger(value.value) ? `${value.value}.0` : String(value.value);
  if (typeof value === 'string')
    return value.includes("'") && !value.includes('"') ? `"${value}"` : `'${value.replaceAll("'", "\\'")}'`;
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`;
  if (isRecord(value))
    return `{${Object.entries(value)
      .map(([key, item]) => `'${key}': ${pythonRepr(item)}`)
      .join(', ')}}`;
  return String(value);
}

/** The same, as a tuple. */
export function pythonTuple(values: readonly Wire[]): string {
  return values.length === 1 ? `(${pythonRepr(values[0])},)` : `(${values.map(pythonRepr).join(', ')})`;
}
