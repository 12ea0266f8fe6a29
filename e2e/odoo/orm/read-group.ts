import type { Model } from './model';
import type { MethodSpec } from './model-spec';
import { sortIds } from './order';
import { type Domain, Float, isRecord, type Vals, type Wire } from './values';

/** read_group: sums (or the named aggregate) of number fields by one or more fields. */
export function readGroup(model: Model, domain: Domain, fields: Wire, groupby: Wire, lazy: boolean): Wire {
  const by = (Array.isArray(groupby) ? groupby : [groupby]).map(String);
  const keys = lazy ? by.slice(0, 1) : by;
  const sums = (Array.isArray(fields) ? fields : []).map(String);
  const groups = new Map<string, number[]>();
  for (const id of model.search(domain)) {
    const key = JSON.stringify(keys.map((name) => model.get(id, name.split(':')[0] ?? name) ?? false));
    groups.set(key, [...(groups.get(key) ?? []), id]);
  }
  return inOrder(model, keys[0] ?? '', [...groups.values()]).map((ids) =>
    groupRow(model, domain, keys, sums, ids, lazy),
  );
}

/** formatted_read_group (19): `{product_id: [id, name], "quantity:sum": 3, __extra_domain: […]}`. */
export const formattedReadGroup: MethodSpec = {
  on: 'model',
  params: ['domain', 'groupby', 'aggregates', 'having', 'offset', 'limit', 'order'],
  required: 1,
  run: (model, _ids, args) => {
    const listed = (value: Wire): string[] => (Array.isArray(value) ? value.map(String) : []);
    const domain = Array.isArray(args.domain) ? args.domain : [];
    const aggregates = listed(args.aggregates);
    const rows = readGroup(model, domain, aggregates, listed(args.groupby), false);
    return (Array.isArray(rows) ? rows : []).map((row) => (isRecord(row) ? formatted(row, aggregates) : row));
  },
};

function formatted({ __domain, __count, ...row }: Vals, aggregates: readonly string[]): Vals {
  const given: Vals = { __extra_domain: __domain };
  for (const [name, value] of Object.entries(row)) {
    given[aggregates.find((aggregate) => aggregate.split(':')[0] === name) ?? name] = value;
  }
  return aggregates.includes('__count') ? { ...given, __count } : given;
}

function groupRow(
  model: Model,
  domain: Domain,
  keys: readonly string[],
  sums: readonly string[],
  ids: readonly number[],
  lazy: boolean,
): Vals {
  const first = ids[0] ?? 0;
  const sample = model.sudo().read([first], keys)[0] ?? {};
  const row: Vals = {};
  for (const name of keys) row[name] = sample[name];
  for (const spec of sums) {
    const [name = '', aggregate = 'sum'] = spec.split(':');
    const def = model.cls.fields[name];
    if (keys.includes(name) || !def || !['float', 'monetary', 'integer'].includes(def.type)) continue;
    const values = ids.map((id) => model.number(id, name));
    const total = values.reduce((sum, value) => sum + value, 0);
    const result =
      aggregate === 'max'
        ? Math.max(...values)
        : aggregate === 'min'
          ? Math.min(...values)
          : aggregate === 'avg'
            ? total / values.length
            : total;
    row[name] = def.type === 'integer' ? result : new Float(result);
  }
  row[lazy ? `${keys[0]}_count` : '__count'] = ids.length;
  const leaves = keys.map(
    (name): Wire => [name, '=', Array.isArray(row[name]) ? (row[name][0] ?? false) : row[name]],
  );
  row.__domain = groupDomain(model, domain, leaves);
  return row;
}

/** The domain of one group: up to 16 the group's own conditions come first. */
function groupDomain(model: Model, domain: Domain, leaves: Domain): Domain {
  if (domain.length === 0) return leaves;
  const ands = leaves.map((): Wire => '&');
  const rest = normalised(domain);
  return model.env.caps.version <= 16
    ? leaves
        .toReversed()
        .flatMap((leaf): Wire[] => ['&', leaf])
        .concat(rest)
    : [...ands, ...rest, ...leaves];
}

/** The domain with every "and" written out. */
function normalised(domain: Domain): Domain {
  const terms = domain.filter((item) => Array.isArray(item)).length;
  const operators = domain.filter((item) => item === '&' || item === '|').length;
  return [...Array<Wire>(Math.max(0, terms - operators - 1)).fill('&'), ...domain];
}

/** Groups by a many2one come in the order of the records they point at. */
function inOrder(model: Model, name: string, groups: number[][]): number[][] {
  const def = model.cls.fields[name];
  if (def?.type !== 'many2one' || !def.relation || !model.env.has(def.relation)) return groups;
  const keyOf = (ids: readonly number[]): number => model.one(ids[0] ?? 0, name) ?? 0;
  const targets = groups.map(keyOf).filter((id) => id > 0);
  const ranks = new Map(sortIds(model.env.sudo().model(def.relation), targets).map((id, at) => [id, at]));
  return groups.toSorted(
    (a, b) => (ranks.get(keyOf(a)) ?? groups.length) - (ranks.get(keyOf(b)) ?? groups.length),
  );
}
