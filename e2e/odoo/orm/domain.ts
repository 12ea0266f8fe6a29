import { databaseError, pythonError, valueError } from './faults';
import type { FieldDef } from './fields';
import { hierarchy, named } from './hierarchy';
import { leafTest } from './leaf';
import type { Model } from './model';
import { type Domain, Float, idsOf, plain, pythonRepr, pythonTuple, type Wire } from './values';

export interface Matcher {
  /** Ids worth testing; undefined = all. */
  readonly candidates?: Iterable<number>;
  readonly test: (id: number) => boolean;
}

interface Term extends Matcher {
  readonly test: (id: number) => boolean;
}

/**
 * Compiles a domain in prefix notation. Missing operators between terms mean "and".
 * @throws OdooFault for malformed domains, in the words of the version (FACTS.md C §3)
 */
export function matcher(model: Model, domain: Domain): Matcher {
  const stack: Term[] = [];
  for (let at = domain.length - 1; at >= 0; at -= 1) {
    const item = domain[at];
    if (item === '!') {
      const term = stack.pop();
      if (!term) throw malformed(model, domain);
      stack.push({ test: (id) => !term.test(id) });
    } else if (item === '&' || item === '|') {
      const left = stack.pop();
      const right = stack.pop();
      if (!left || !right) throw malformed(model, domain);
      stack.push(item === '&' ? both(left, right) : { test: (id) => left.test(id) || right.test(id) });
    } else {
      stack.push(leaf(model, item));
    }
  }
  return stack.reverse().reduce<Term>(both, { test: () => true });
}

function both(left: Term, right: Term): Term {
  const test = (id: number): boolean => left.test(id) && right.test(id);
  const candidates = left.candidates ?? right.candidates;
  return candidates ? { candidates, test } : { test };
}

function malformed(model: Model, domain: Domain): Error {
  const { version } = model.env.caps;
  if (version >= 19) return valueError(`Domain() malformed domain ${pythonRepr(domain)}`);
  if (version >= 17) return valueError(`Domain ${pythonRepr(domain)} is syntactically not correct.`);
  return pythonError('AssertionError', `This domain is syntactically not correct: ${pythonRepr(domain)}`);
}

const OPERATORS = new Set([
  '=',
  '!=',
  '<>',
  '<=',
  '<',
  '>',
  '>=',
  '=?',
  '=like',
  '=ilike',
  'like',
  'not like',
  'ilike',
  'not ilike',
  'in',
  'not in',
  'child_of',
  'parent_of',
  'any',
  'not any',
  'not =like',
  'not =ilike',
]);

function leaf(model: Model, item: Wire): Term {
  const { version } = model.env.caps;
  if (!Array.isArray(item) || item.length !== 3) {
    const bare = plain(item);
    if (bare === true || (Array.isArray(item) && item.length === 0)) return { test: () => true };
    if (version >= 19) throw valueError(`Domain() invalid item in domain: ${pythonRepr(item)}`);
    if (typeof bare === 'string') throw pythonError('IndexError', 'string index out of range');
    if (version >= 17 && Array.isArray(item)) {
      throw valueError(`not enough values to unpack (expected 3, got ${item.length})`);
    }
    throw valueError(`Invalid leaf ${Array.isArray(item) ? pythonTuple(item) : pythonRepr(item)}`);
  }
  const [path, rawOperator, value] = item;
  const left = plain(path);
  if (left === 1 && plain(value) === 1) return { test: () => true };
  if (left === 0 && plain(value) === 1) return { test: () => false };
  let operator = String(rawOperator).toLowerCase();
  if (operator === '==' && version >= 19) operator = '=';
  if (operator === '<>') operator = '!=';
  if (!OPERATORS.has(operator)) {
    throw valueError(
      version >= 19
        ? `Invalid operator in condition ${pythonTuple(item)}`
        : `Invalid leaf ${pythonTuple(item)}`,
    );
  }
  return condition(model, String(left), operator, value, item);
}

/** One condition on a path such as "categ_id.name". */
export function condition(model: Model, path: string, operator: string, value: Wire, item: Wire[]): Term {
  const dot = path.indexOf('.');
  const name = dot < 0 ? path : path.slice(0, dot);
  const def = model.cls.fields[name];
  if (!def) {
    throw valueError(
      `Invalid field ${model.name}.${name} in ${model.env.caps.version >= 19 ? 'condition' : 'leaf'} ${pythonTuple(item)}`,
    );
  }
  const by = model.cls.delegate(name);
  if (by && model.cls.inherits) {
    const parent = model.env.sudo().with({ active_test: false }).model(model.cls.inherits.model);
    const inner = condition(parent, path, operator, value, item);
    return { test: (id) => inner.test(Number(model.row(id)?.[by] ?? 0)) };
  }
  if (dot >= 0) return throughRelation(model, name, def, [path.slice(dot + 1), operator, value]);
  const replaced = model.cls.search[name];
  if (replaced) return matcher(model, replaced(model, operator, value));
  if (!def.searchable && !model.cls.compute[name] && !def.store) return { test: () => true };
  if (name === 'id') return idTerm(model, operator, value);
  if (def.relation) return relationTerm(model, name, def, operator, value);
  return leafTest(model, name, def, operator, value);
}

function throughRelation(model: Model, name: string, def: FieldDef, inner: Wire[]): Term {
  if (!def.relation) return { test: () => false };
  const target = model.env
    .with(def.type === 'many2one' ? { active_test: false } : {})
    .sudo()
    .model(def.relation);
  return holding(model, name, def, new Set(target.matching([inner])));
}

/** Records whose relation holds one of the ids. */
function holding(model: Model, name: string, def: FieldDef, ids: ReadonlySet<number>): Term {
  if (def.type === 'many2one') {
    const test = (id: number): boolean => ids.has(Number(model.get(id, name)));
    if (ids.size > 200 || model.cls.compute[name]) return { test };
    return { candidates: [...ids].flatMap((id) => [...model.table.where(name, id)]), test };
  }
  if (def.type === 'one2many' && def.relation && def.relation_field && !model.cls.compute[name]) {
    const children = model.env.model(def.relation);
    const parents = new Set([...ids].map((id) => Number(children.row(id)?.[def.relation_field ?? ''] ?? 0)));
    return { candidates: parents, test: (id) => parents.has(id) };
  }
  return { test: (id) => model.many(id, name).some((one) => ids.has(one)) };
}

function idTerm(model: Model, operator: string, value: Wire): Term {
  if (operator === 'child_of' || operator === 'parent_of') {
    const ids = hierarchy(model, operator, value);
    return { candidates: ids, test: (id) => ids.has(id) };
  }
  if (operator === 'in' || operator === 'not in' || operator === '=' || operator === '!=') {
    const ids = new Set(checkedIds(model, operator, value));
    if (operator === 'in' || operator === '=') return { candidates: ids, test: (id) => ids.has(id) };
    return { test: (id) => !ids.has(id) };
  }
  const bound = Number(plain(value));
  switch (operator) {
    case '<':
      return { test: (id) => id < bound };
    case '<=':
      return { test: (id) => id <= bound };
    case '>':
      return { test: (id) => id > bound };
    case '>=':
      return { test: (id) => id >= bound };
    default:
      return { test: () => false };
  }
}

const MAX_INT = 2_147_483_647;

function checkedIds(model: Model, operator: string, value: Wire): number[] {
  const { version } = model.env.caps;
  const bare = plain(value);
  if (
    (operator === 'in' || operator === 'not in') &&
    !Array.isArray(bare) &&
    version < 19 &&
    typeof bare !== 'boolean'
  ) {
    throw valueError(`Invalid domain term ('id', '${operator}', ${pythonRepr(bare)})`);
  }
  const list = Array.isArray(bare) ? bare : [value];
  for (const one of list) {
    const id = plain(one);
    if (version < 19 && typeof id === 'number' && Math.abs(id) > MAX_INT) {
      throw databaseError('NumericValueOutOfRange', `value "${id}" is out of range for type integer`);
    }
    if (version < 19 && one instanceof Float) {
      throw databaseError(
        'InvalidTextRepresentation',
        `invalid input syntax for type integer: "${pythonRepr(one)}"`,
      );
    }
    if (typeof id === 'string' && !/^\s*-?\d+\s*$/.test(id)) {
      throw databaseError('InvalidTextRepresentation', `invalid input syntax for type integer: "${id}"`);
    }
  }
  return idsOf(list);
}

function relationTerm(model: Model, name: string, def: FieldDef, operator: string, value: Wire): Term {
  const bare = plain(value);
  const negative = operator === '!=' || operator.startsWith('not ');
  const target =
    def.relation && model.env.has(def.relation)
      ? model.env.with({ active_test: false }).sudo().model(def.relation)
      : undefined;
  if (operator === 'any' || operator === 'not any') {
    const found = new Set(target && Array.isArray(bare) ? target.matching(bare) : []);
    const term = holding(model, name, def, found);
    return operator === 'any' ? term : { test: (id) => !term.test(id) };
  }
  if (operator === 'child_of' || operator === 'parent_of') {
    return target ? holding(model, name, def, hierarchy(target, operator, value)) : { test: () => false };
  }
  const empty = (id: number): boolean =>
    def.type === 'many2one' ? !model.get(id, name) : model.many(id, name).length === 0;
  if (bare === false || bare === null || bare === undefined)
    return { test: negative ? (id) => !empty(id) : empty };
  if (bare === true) return { test: negative ? empty : (id) => !empty(id) };
  if (typeof bare === 'number' && ['<', '<=', '>', '>='].includes(operator))
    return leafTest(model, name, def, operator, value);
  const list = Array.isArray(bare) ? bare.map(plain) : [bare];
  const texts = list.filter((one): one is string => typeof one === 'string' && !/^\d+$/.test(one));
  const ids = new Set(idsOf(list));
  if (texts.length > 0 && target) {
    const positive = operator.replace(/^not /, '').replace('!=', '=');
    for (const text of texts) {
      for (const id of named(target, positive === 'in' ? '=' : positive, text)) ids.add(id);
    }
  }
  const withEmpty = list.includes(false);
  const term = holding(model, name, def, ids);
  if (negative) return { test: (id) => !(term.test(id) || (withEmpty && empty(id))) };
  return withEmpty ? { test: (id) => term.test(id) || empty(id) } : term;
}
