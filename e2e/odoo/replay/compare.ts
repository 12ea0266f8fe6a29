import type { Database } from '../orm/database';
import type { FieldDef } from '../orm/fields';
import { Float, isRecord, type Wire } from '../orm/values';
import type { Binder } from './binder';
import { binaryOf, type RecordedCall } from './cases';

/** Fields that hold the time of the asking or the name of something made up. */
const TIMES = /date|_at$|scheduled|deadline/;
/** Texts that hold ids, sizes or random parts. */
const WITH_NUMBERS = new Set([
  'views',
  'combination_indices',
  'parent_path',
  'image_1920',
  'image_1024',
  'image_128',
  'complete_name',
]);
const NOT_COMPARED = new Set([
  'file_size',
  'store_fname',
  'write_date',
  'create_date',
  '__last_update',
  'rate',
  'color',
]);
/** Methods whose answer is ids of the model itself. */
const ID_METHODS = new Set(['create', 'search', 'copy', 'exists']);

/** Compares an answer with the recorded one, binding ids on the way; the answer is a list of disagreements. */
export class Comparer {
  constructor(
    private readonly db: Database,
    private readonly binder: Binder,
  ) {}

  answer(call: RecordedCall, recorded: Wire, ours: Wire): string[] {
    const model = call.model ?? '';
    if (call.service === 'common' && (call.method === 'authenticate' || call.method === 'login')) {
      return typeof recorded === 'number'
        ? this.#id('res.users', recorded, ours, 'uid')
        : this.#same(recorded, ours, '');
    }
    if (ID_METHODS.has(call.method)) return this.#ids(model, recorded, ours, '');
    if (call.method === 'load' && isRecord(recorded) && isRecord(ours)) {
      return [
        ...this.#ids(model, recorded.ids, ours.ids, 'ids'),
        ...this.#same(recorded.messages, ours.messages, 'messages'),
      ];
    }
    if (call.method === 'name_search' || call.method === 'name_get')
      return this.#names(model, recorded, ours);
    if (call.method === 'fields_get') return this.#fieldsGet(recorded, ours);
    if (call.method === 'get_installed' || call.method === 'get_field_translations')
      return this.#unordered(recorded, ours);
    if (isRecord(recorded) && 'tz' in recorded && isRecord(ours) && typeof recorded.uid === 'number') {
      const { uid, ...rest } = recorded;
      const { uid: mine, ...others } = ours;
      return [...this.#id('res.users', uid, mine, 'uid'), ...this.#same(rest, others, '')];
    }
    if (call.method === 'check_object_reference' && Array.isArray(recorded) && Array.isArray(ours)) {
      const id =
        typeof recorded[1] === 'number'
          ? this.#id(String(recorded[0]), recorded[1], ours[1], '1')
          : this.#same(recorded[1], ours[1], '1');
      return [...this.#same(recorded[0], ours[0], '0'), ...id];
    }
    if (Array.isArray(recorded) && recorded.every((row) => isRecord(row)) && Array.isArray(ours))
      return this.#rows(model, recorded, ours);
    return this.#same(recorded, ours, '');
  }

  #rows(model: string, recorded: readonly Wire[], ours: readonly Wire[]): string[] {
    if (recorded.length !== ours.length) return [`rows: recorded ${recorded.length}, here ${ours.length}`];
    return recorded.flatMap((row, at) => {
      const mine = ours[at];
      if (!isRecord(row) || !isRecord(mine)) return [`row ${at}: no record`];
      return Object.entries(row).flatMap(([name, value]) =>
        this.#field(model, row, name, value, mine[name], `${at}.${name}`),
      );
    });
  }

  #field(
    model: string,
    row: { [key: string]: Wire },
    name: string,
    recorded: Wire,
    ours: Wire,
    path: string,
  ): string[] {
    if (name === 'id' && typeof recorded === 'number') return this.#id(model, recorded, ours, path);
    if (name === 'write_date' && typeof recorded === 'string') this.#bindDate(model, row.id, recorded);
    if (name === 'res_id' && typeof recorded === 'number') {
      return this.#id(String(row.model ?? row.res_model ?? ''), recorded, ours, path);
    }
    if (NOT_COMPARED.has(name))
      return typeof recorded === typeof plainOf(ours) ? [] : [`${path}: ${text(recorded)} / ${text(ours)}`];
    const def: FieldDef | undefined = this.db.registry.get(model)?.fields[name];
    if (name === 'checksum') return this.#checksum(recorded, ours, path);
    if (def?.type === 'binary' || binaryOf(recorded)) {
      return Boolean(recorded) === Boolean(ours) ? [] : [`${path}: ${text(recorded)} / ${text(ours)}`];
    }
    if (def?.relation && def.type === 'many2one') return this.#many2one(def.relation, recorded, ours, path);
    if (def?.relation) return this.#ids(def.relation, recorded, ours, path);
    if ((def?.type === 'datetime' || def?.type === 'date') && TIMES.test(name)) {
      const fits =
        typeof recorded === typeof ours &&
        (typeof recorded !== 'string' || recorded.length === String(ours).length);
      return fits ? [] : [`${path}: ${text(recorded)} / ${text(ours)}`];
    }
    if (name === '__domain') return this.#same(shapeOf(recorded), shapeOf(ours), path);
    if (WITH_NUMBERS.has(name)) return this.#same(digitless(recorded), digitless(ours), path);
    return this.#same(recorded, ours, path);
  }

  #many2one(model: string, recorded: Wire, ours: Wire, path: string): string[] {
    if (Array.isArray(recorded) && Array.isArray(ours)) {
      const [id, name] = recorded;
      const seen = typeof id === 'number' && this.binder.known(model, id) !== undefined;
      const first = this.#id(model, Number(id), ours[0], path);
      const made = MADE.test(String(name));
      return first.length > 0
        ? first
        : seen && made
          ? this.#same(digitless(name), digitless(ours[1] ?? ''), path)
          : [];
    }
    if (typeof recorded === 'number') return this.#id(model, recorded, ours, path);
    return this.#same(recorded, ours, path);
  }

  #id(model: string, recorded: number, ours: Wire, path: string): string[] {
    if (typeof ours !== 'number') return [`${path}: id ${recorded} / ${text(ours)}`];
    return this.binder.bind(model, recorded, ours)
      ? []
      : [`${path}: ${model} ${recorded} is ${this.binder.known(model, recorded)} here, not ${ours}`];
  }

  #ids(model: string, recorded: Wire, ours: Wire, path: string): string[] {
    if (typeof recorded === 'number') return this.#id(model, recorded, ours, path);
    if (!Array.isArray(recorded) || !Array.isArray(ours)) return this.#same(recorded, ours, path);
    if (recorded.length !== ours.length) return [`${path}: ${recorded.length} ids / ${ours.length}`];
    const unknown = recorded.filter(
      (id) => typeof id === 'number' && this.binder.known(model, id) === undefined,
    );
    const bound = recorded.flatMap((id) =>
      typeof id === 'number' ? (this.binder.known(model, id) ?? []) : [],
    );
    const rest = ours.filter((id) => typeof id === 'number' && !bound.includes(id));
    if (unknown.length !== rest.length) return [`${path}: ids ${text(recorded)} / ${text(ours)}`];
    unknown.forEach((id, at) => {
      this.binder.bind(model, Number(id), Number(rest[at]));
    });
    return [];
  }

  #checksum(recorded: Wire, ours: Wire, path: string): string[] {
    if (typeof recorded !== 'string' || typeof ours !== 'string') return this.#same(recorded, ours, path);
    const known = this.binder.checksums.get(recorded);
    if (known === undefined) this.binder.checksums.set(recorded, ours);
    return known === undefined || known === ours ? [] : [`${path}: checksum of another file`];
  }

  #bindDate(model: string, id: Wire, recorded: string): void {
    const mine = typeof id === 'number' ? this.binder.known(model, id) : undefined;
    const stored = mine === undefined ? undefined : this.db.table(model).rows.get(mine)?.write_date;
    if (typeof stored === 'string') this.binder.dates.set(recorded, stored);
  }

  #names(model: string, recorded: Wire, ours: Wire): string[] {
    if (!Array.isArray(recorded) || !Array.isArray(ours)) return this.#same(recorded, ours, '');
    if (recorded.length !== ours.length) return [`names: ${recorded.length} / ${ours.length}`];
    return recorded.flatMap((pair, at) => this.#many2one(model, pair, ours[at], String(at)));
  }

  #fieldsGet(recorded: Wire, ours: Wire): string[] {
    if (!isRecord(recorded) || !isRecord(ours)) return this.#same(recorded, ours, '');
    return Object.keys(recorded).flatMap((name) => (name in ours ? [] : [`no field ${name}`]));
  }

  #unordered(recorded: Wire, ours: Wire): string[] {
    return JSON.stringify(sorted(recorded)) === JSON.stringify(sorted(ours))
      ? []
      : [`${text(recorded)} / ${text(ours)}`];
  }

  #same(recorded: Wire, ours: Wire, path: string): string[] {
    const mine = plainOf(ours);
    if (Array.isArray(recorded) && Array.isArray(mine)) {
      if (recorded.length !== mine.length) return [`${path}: ${recorded.length} items / ${mine.length}`];
      return recorded.flatMap((item, at) => this.#same(item, mine[at], `${path}.${at}`));
    }
    if (isRecord(recorded) && isRecord(mine)) {
      const keys = new Set([...Object.keys(recorded), ...Object.keys(mine)]);
      return [...keys].flatMap((key) => this.#same(recorded[key], mine[key], `${path}.${key}`));
    }
    if (typeof recorded === 'string' && typeof mine === 'string') {
      return digits(recorded) === digits(mine) ? [] : [`${path}: ${text(recorded)} / ${text(mine)}`];
    }
    return recorded === mine ? [] : [`${path}: ${text(recorded)} / ${text(mine)}`];
  }
}

/** Names of records that the recorder made itself. */
const MADE = /CT/;

function plainOf(value: Wire): Wire {
  return value instanceof Float ? value.value : value;
}

function digitless(value: Wire): Wire {
  return typeof value === 'string' ? digits(value).replace(/\d+/g, '#') : value;
}

/** Ids inside texts: "(Record: product.template(87,)", "(id=8)", "(22677)". */
function digits(value: string): string {
  return value
    .replace(/__export__[\w.]+/g, '__export__')
    .replace(/_\d+_[0-9a-f]{8}\b/g, '_#')
    .replace(/\d{2,}|(?<=[(=: ])\d+(?=[),])/g, '#')
    .replace(/_[0-9a-f]{8}\b/g, '_#')
    .replace(/User: \d+/g, 'User: #')
    .replace(/database "\w+"/g, 'database');
}

function sorted(value: Wire): Wire {
  if (!Array.isArray(value)) return value;
  return value.map(sorted).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

export function text(value: Wire): string {
  const shown = JSON.stringify(value) ?? 'None';
  return shown.length > 300 ? `${shown.slice(0, 300)}…` : shown;
}

/** The part of a fault's text that means something: the last entry of a traceback, ids taken out. */
export function faultText(string: string): string {
  const last = string.startsWith('Traceback')
    ? string.replace(
        /^[\s\S]*?\n(?=[A-Za-z_.0-9]+(Error|Exception|Fault|Clause|Format|Range|Representation|Denied)?:? ?)/,
        '',
      )
    : string;
  return digits(
    last
      .replace(/\nLINE \d+:[\s\S]*/, '')
      .replace(/^Traceback[^\n]*\n(\s+[^\n]*\n)*/, '')
      .trim(),
  );
}

/** A domain with its ids and checksums taken out. */
function shapeOf(domain: Wire): Wire {
  return JSON.stringify(domain).replace(/"[0-9a-f]{40}"|\d+/g, '#');
}
