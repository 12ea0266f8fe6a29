import { checkAccess, isRuled, visible } from './access';
import { create, unlink, write } from './change';
import { roundTo } from './convert';
import { matcher } from './domain';
import type { Env } from './env';
import { missingError } from './faults';
import type { FieldDef } from './fields';
import { sortIds } from './order';
import { digitsOf } from './precision';
import { emptyCell, emptyOf, readRecords } from './read';
import type { ModelClass } from './registry';
import type { Row, Table } from './table';
import type { Cell, Domain, Vals, Wire } from './values';

export interface SearchOptions {
  readonly offset?: number;
  /** 0 or undefined: no limit. */
  readonly limit?: number;
  readonly order?: string;
}

/** A model as one call sees it: its user, its context, its transaction. */
export class Model {
  readonly table: Table;

  constructor(
    readonly env: Env,
    readonly cls: ModelClass,
  ) {
    this.table = env.db.table(cls.name);
  }

  get name(): string {
    return this.cls.name;
  }

  sudo(): Model {
    return this.env.su ? this : this.env.sudo().model(this.name);
  }

  with(context: Env['context']): Model {
    return this.env.with(context).model(this.name);
  }

  field(name: string): FieldDef | undefined {
    return this.cls.fields[name];
  }

  row(id: number): Row | undefined {
    return this.table.rows.get(id);
  }

  exists(ids: readonly number[]): number[] {
    return ids.filter((id) => this.table.rows.has(id));
  }

  /** @throws MissingError naming the ids that are gone */
  mustExist(ids: readonly number[]): void {
    const gone = ids.filter((id) => !this.table.rows.has(id));
    if (gone.length > 0) throw missingError(this.name, gone, this.env.uid);
  }

  /** A field's value as code wants it: ids for relations, false for empty. */
  get(id: number, name: string): Wire {
    const def = this.cls.fields[name];
    if (!def) return false;
    const compute = this.cls.compute[name];
    if (compute) return compute(this, id);
    if (name === 'display_name') return this.displayName(id);
    if (name === '__last_update') return this.row(id)?.write_date ?? false;
    const by = this.cls.delegate(name);
    if (by) {
      const parent = this.row(id)?.[by];
      const over = this.cls.inherits?.model;
      return typeof parent === 'number' && over ? this.env.model(over).get(parent, name) : emptyOf(def);
    }
    if (def.type === 'one2many' && def.relation_field) return this.children(id, def);
    const row = this.row(id);
    if (!row) return emptyOf(def);
    if (def.company_dependent)
      return this.inDigits(
        name,
        copyOf(row[`${name}@c${this.env.company()}`] ?? row[name] ?? emptyCell(def)),
      );
    if (def.translate) {
      const translated = row[`${name}@${this.env.lang}`];
      if (translated !== undefined) return copyOf(translated);
    }
    return copyOf(row[name] ?? emptyCell(def));
  }

  /** A company's own number is read in the digits of today, whatever is stored (14 to 18: 12.5 is 13 without any). */
  private inDigits(name: string, value: Wire): Wire {
    const digits = digitsOf(this, name);
    return typeof value === 'number' && digits ? roundTo(value, digits[1]) : value;
  }

  number(id: number, name: string): number {
    const value = this.get(id, name);
    return typeof value === 'number' ? value : 0;
  }

  /** A text, "" when empty. */
  text(id: number, name: string): string {
    const value = this.get(id, name);
    return typeof value === 'string' ? value : '';
  }

  flag(id: number, name: string): boolean {
    return this.get(id, name) === true;
  }

  /** Ids of an x2many, archived ones included. */
  many(id: number, name: string): number[] {
    const value = this.get(id, name);
    return Array.isArray(value) ? value.filter((item): item is number => typeof item === 'number') : [];
  }

  /** Id of a many2one, or undefined. */
  one(id: number, name: string): number | undefined {
    const value = this.get(id, name);
    return typeof value === 'number' ? value : undefined;
  }

  displayName(id: number): string {
    if (this.cls.displayName) return this.cls.displayName(this, id);
    const name = this.get(id, 'name');
    return typeof name === 'string' ? name : `${this.name},${id}`;
  }

  /** Sets cells without rights, hooks or a move of write_date. */
  set(id: number, vals: Record<string, Cell>): void {
    for (const [name, value] of Object.entries(vals)) this.table.set(this.env.tx.journal, id, name, value);
  }

  /** Moves write_date and write_uid. */
  touch(ids: readonly number[]): void {
    for (const id of ids) this.set(id, { write_date: this.env.tx.startedAt, write_uid: this.env.uid });
  }

  /** Ids, in order. Honours active_test, record rules and access. */
  search(domain: Domain, options: SearchOptions = {}): number[] {
    checkAccess(this, 'read');
    const ids = sortIds(this, this.matching(domain), options.order);
    const from = options.offset ?? 0;
    return options.limit ? ids.slice(from, from + options.limit) : from > 0 ? ids.slice(from) : ids;
  }

  count(domain: Domain): number {
    checkAccess(this, 'read');
    return this.matching(domain).length;
  }

  read(ids: readonly number[], fields: readonly string[], options: { load?: boolean } = {}): Vals[] {
    return readRecords(this, ids, fields, options);
  }

  create(vals: Vals): number;
  create(vals: Vals[]): number[];
  create(vals: Vals | Vals[]): number | number[] {
    if (!Array.isArray(vals)) return create(this, [vals])[0] ?? 0;
    return create(this, vals);
  }

  write(ids: readonly number[], vals: Vals): void {
    write(this, ids, vals);
  }

  unlink(ids: readonly number[]): void {
    unlink(this, ids);
  }

  /** Unsorted ids that fit a domain. */
  matching(domain: Domain): number[] {
    const narrowed = this.cls.narrow ? this.cls.narrow(this, domain) : domain;
    const { candidates, test } = matcher(this, narrowed);
    const hide = this.cls.fields.active !== undefined && this.env.activeTest && !mentionsActive(domain);
    const ruled = !this.env.su && isRuled(this);
    const found: number[] = [];
    for (const id of candidates ?? this.table.ids()) {
      const row = this.table.rows.get(id);
      if (!row || !test(id)) continue;
      if (hide && this.get(id, 'active') !== true) continue;
      if (ruled && !visible(this, id, 'read')) continue;
      found.push(id);
    }
    return found;
  }

  /** Rows that point at this record, in the order of their model. */
  private children(id: number, def: FieldDef): number[] {
    if (!def.relation || !def.relation_field || !this.env.has(def.relation)) return [];
    const model = this.env.model(def.relation);
    return sortIds(model, [...model.table.where(def.relation_field, id)]);
  }
}

function copyOf(cell: Cell): Wire {
  return typeof cell === 'object' ? [...cell] : cell;
}

function mentionsActive(domain: Domain): boolean {
  return domain.some((leaf) => Array.isArray(leaf) && leaf[0] === 'active');
}
