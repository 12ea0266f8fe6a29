import { databaseError, valueError } from './faults';
import type { FieldDef } from './fields';
import type { Model } from './model';
import { plain, pythonRepr, type Wire } from './values';

interface Test {
  readonly candidates?: Iterable<number>;
  readonly test: (id: number) => boolean;
}

/** A condition on a field that is no relation: texts, numbers, booleans, dates. */
export function leafTest(model: Model, name: string, def: FieldDef, operator: string, value: Wire): Test {
  const bare = plain(value);
  const get = (id: number): Wire => model.get(id, name);
  if (operator === '=?')
    return bare === false || bare === null ? { test: () => true } : leafTest(model, name, def, '=', value);
  if (/like$/.test(operator)) return { test: likeTest(get, operator, String(bare ?? '')) };
  if (def.type === 'datetime' || def.type === 'date')
    return { test: dateTest(model, name, def, operator, bare) };
  if (operator === 'in' || operator === 'not in') return membership(model, name, def, get, operator, bare);
  if (def.type === 'boolean') {
    const wanted = Boolean(bare);
    return {
      test: operator === '!=' ? (id) => Boolean(get(id)) !== wanted : (id) => Boolean(get(id)) === wanted,
    };
  }
  const wanted = normal(def, bare);
  if (operator === '=') {
    const test = (id: number): boolean => same(get(id), wanted);
    const indexed =
      def.store &&
      !def.translate &&
      !def.company_dependent &&
      !model.cls.compute[name] &&
      wanted !== false &&
      wanted !== 0;
    return indexed && (typeof wanted === 'string' || typeof wanted === 'number')
      ? { candidates: [...model.table.where(name, wanted)], test }
      : { test };
  }
  if (operator === '!=') return { test: (id) => !same(get(id), wanted) };
  return { test: (id) => ordered(get(id), operator, wanted) };
}

function normal(def: FieldDef, value: Wire): Wire {
  if (value === null || value === undefined) return false;
  if (
    (def.type === 'integer' || def.type === 'float' || def.type === 'monetary') &&
    typeof value === 'string'
  )
    return Number(value);
  if ((def.type === 'integer' || def.type === 'float' || def.type === 'monetary') && value === false)
    return 0;
  return value;
}

function same(left: Wire, right: Wire): boolean {
  return left === right;
}

function ordered(left: Wire, operator: string, right: Wire): boolean {
  if (left === false || left === undefined || right === false) return false;
  const sign =
    typeof left === 'number' && typeof right === 'number'
      ? left - right
      : String(left) < String(right)
        ? -1
        : left === right
          ? 0
          : 1;
  switch (operator) {
    case '<':
      return sign < 0;
    case '<=':
      return sign <= 0;
    case '>':
      return sign > 0;
    default:
      return sign >= 0;
  }
}

function membership(
  model: Model,
  name: string,
  def: FieldDef,
  get: (id: number) => Wire,
  operator: string,
  value: Wire,
): Test {
  const list = (Array.isArray(value) ? value : [value]).map((one) => normal(def, plain(one)));
  const wanted = new Set(list);
  if (operator === 'not in') return { test: (id) => !wanted.has(get(id)) };
  const test = (id: number): boolean => wanted.has(get(id));
  const texts = list.filter((one): one is string => typeof one === 'string' && one !== '');
  if (!def.store || def.translate || model.cls.compute[name] || texts.length !== list.length) return { test };
  return { candidates: texts.flatMap((one) => [...model.table.where(name, one)]), test };
}

/** SQL's like: % and _ are wildcards; like and ilike look for a part, =like and =ilike for the whole. */
function likeTest(get: (id: number) => Wire, operator: string, pattern: string): (id: number) => boolean {
  const negative = operator.startsWith('not ');
  const kind = negative ? operator.slice(4) : operator;
  const source = [...pattern]
    .map((char) =>
      char === '%' ? '[\\s\\S]*' : char === '_' ? '[\\s\\S]' : char.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
    )
    .join('');
  const whole = kind.startsWith('=');
  const expression = new RegExp(whole ? `^${source}$` : source, kind.endsWith('ilike') ? 'iu' : 'u');
  return (id) => {
    const value = get(id);
    if (value === false || value === undefined) return negative || (!whole && pattern === '');
    return expression.test(String(value)) !== negative;
  };
}

const DATETIME = /^\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)?)?(Z|[+-]\d\d:?\d\d)?$/;

/**
 * Dates compare as texts of one shape. 14–18 compare the stored microseconds; 19 compares whole seconds when the
 * value has no fraction (FACTS.md C §2).
 */
function dateTest(
  model: Model,
  name: string,
  def: FieldDef,
  operator: string,
  value: Wire,
): (id: number) => boolean {
  const get = (id: number): Wire => model.get(id, name);
  if (operator === 'in' || operator === 'not in') {
    const list = Array.isArray(value) ? value : [value];
    const tests = list.map((one) => dateTest(model, name, def, '=', plain(one)));
    return (id) => tests.some((test) => test(id)) === (operator === 'in');
  }
  if (value === false || value === null || value === undefined) {
    return operator === '!=' ? (id) => Boolean(get(id)) : (id) => !get(id);
  }
  const text = String(value);
  const { version, comparesWholeSeconds } = model.env.caps;
  if (!DATETIME.test(text)) {
    if (version >= 19)
      throw valueError(`Invalid term ${pythonRepr(text)} in expression date: ${pythonRepr(text)}`);
    throw databaseError('InvalidDatetimeFormat', `invalid input syntax for type timestamp: "${text}"`);
  }
  if (version >= 19 && /(Z|[+-]\d\d:?\d\d)$/.test(text.slice(10))) {
    throw valueError(`expecting only datetimes with no timezone: ${pythonRepr(text)}`);
  }
  if (def.type === 'date') {
    const day = text.slice(0, 10);
    return (id) => {
      const left = get(id);
      return operator === '='
        ? left === day
        : operator === '!='
          ? left !== day
          : ordered(left, operator, day);
    };
  }
  let bound = text.replace('T', ' ').replace(/(Z|[+-]\d\d:?\d\d)$/, '');
  if (bound.length === 10) bound += operator === '>' || operator === '<=' ? ' 23:59:59' : ' 00:00:00';
  if (bound.length === 16) bound += ':00';
  const exact = bound.includes('.');
  const seconds = comparesWholeSeconds && !exact;
  const right = exact ? bound.padEnd(26, '0') : seconds ? bound : `${bound}.000000`;
  return (id) => {
    const stored = get(id);
    if (typeof stored !== 'string') return operator === '!=';
    const left = seconds ? stored.slice(0, 19) : stored.length === 19 ? `${stored}.000000` : stored;
    if (operator === '=') return left === right;
    if (operator === '!=') return left !== right;
    return ordered(left, operator, right);
  };
}
