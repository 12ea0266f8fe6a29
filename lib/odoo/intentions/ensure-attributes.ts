import { createRows } from '../create-rows';
import { many2one, text } from '../dialect/writes';
import { digest, foldName } from '../names';
import type { RemoteAttribute } from '../records';
import type { RowResult } from '../row-result';
import { searchIds } from '../rows';
import type { OdooSession } from '../session';
import { readAttributes } from './read-attributes';
import { readExternalIds } from './read-external-ids';

export interface WantedAttribute {
  /** Known already, from a line of the template; only a stranger is looked for by name. */
  attributeId?: number;
  attribute: string;
  values: readonly string[];
}

export interface EnsuredAttribute {
  attribute: string;
  /** Null where several have the name and none alone has all the values: nobody can say which is meant. */
  attributeId: number | null;
  /** Value as asked for → its id in Odoo; null where the attribute has several of that name (18+). */
  valueIds: Map<string, number | null>;
}

/**
 * The attributes and values that are asked for, made where missing; answers are in the order of the wishes. Strangers
 * are found by name, accents and case aside: two calls when nothing is missing. What is made has an external id derived
 * from its name, so that two workers make one: 18 and 19 would allow doubles (FACTS.md A, Variants). An attribute that
 * makes no variants is never taken for its name: variants could not carry its values.
 */
export async function ensureAttributeValues(
  odoo: OdooSession,
  wanted: readonly WantedAttribute[],
): Promise<EnsuredAttribute[]> {
  if (wanted.length === 0) return [];
  const known = await readAttributes(odoo);
  const made = await createAttributes(
    odoo,
    wanted.flatMap((one) =>
      one.attributeId === undefined && candidates(known, one).length === 0 ? [one.attribute] : [],
    ),
  );
  const all = [...known, ...made];
  const chosen = wanted.map((one) => ({ ...one, found: choose(all, one) }));
  await createValues(
    odoo,
    chosen.flatMap(({ found, values }) =>
      found ? values.filter((name) => named(found, name).length === 0).map((name) => ({ found, name })) : [],
    ),
  );
  return chosen.map(({ attribute, values, found }) => ({
    attribute,
    attributeId: found?.id ?? null,
    valueIds: new Map(
      values.map((name): [string, number | null] => {
        const [value, ...more] = found ? named(found, name) : [];
        return [name, value && more.length === 0 ? value.id : null];
      }),
    ),
  }));
}

function candidates(known: readonly RemoteAttribute[], { attributeId, attribute }: WantedAttribute) {
  if (attributeId !== undefined) return known.filter(({ id }) => id === attributeId);
  const key = foldName(attribute);
  return known.filter(
    ({ name, active, createVariant }) => active && createVariant !== 'no_variant' && foldName(name) === key,
  );
}

/** The one of that name, or the only one of that name that has every value. */
function choose(known: readonly RemoteAttribute[], wanted: WantedAttribute): RemoteAttribute | null {
  const found = candidates(known, wanted);
  const fitting = found.filter((one) => wanted.values.every((name) => named(one, name).length > 0));
  const [only, ...more] = found.length === 1 ? found : fitting;
  return only && more.length === 0 ? only : null;
}

function named(attribute: RemoteAttribute, name: string): { id: number }[] {
  const key = foldName(name);
  return attribute.values.filter((value) => foldName(value.name) === key);
}

async function createAttributes(odoo: OdooSession, wanted: readonly string[]): Promise<RemoteAttribute[]> {
  const missing = new Map(wanted.map((name) => [foldName(name), name.trim()]));
  if (missing.size === 0) return [];
  const taken = await namesInUse(odoo, 'product.attribute');
  const rows = [...missing].map(([key, name]) => ({
    externalId: free(`attribute_${digest(key)}`, taken),
    writes: [text('name', name)],
  }));
  const ids = allIdsOf(await createRows(odoo, 'product.attribute', rows));
  return [...missing.values()].map((name, n) => ({
    id: ids[n] ?? 0,
    name,
    active: true,
    createVariant: 'always' as const,
    values: [],
  }));
}

/** What is made joins its attribute in memory too. */
async function createValues(
  odoo: OdooSession,
  wanted: readonly { found: RemoteAttribute; name: string }[],
): Promise<void> {
  const missing = [...new Map(wanted.map((one) => [`${one.found.id}_${foldName(one.name)}`, one])).values()];
  if (missing.length === 0) return;
  const taken = await namesInUse(odoo, 'product.attribute.value');
  const rows = missing.map(({ found, name }) => ({
    externalId: free(`value_${found.id}_${digest(foldName(name))}`, taken),
    writes: [text('name', name.trim()), many2one('attribute_id', found.id)],
  }));
  const ids = allIdsOf(await createRows(odoo, 'product.attribute.value', rows));
  for (const [n, { found, name }] of missing.entries()) found.values.push({ id: ids[n] ?? 0, name });
}

/**
 * External ids in use, archived records' too: a value of ours that a person renamed keeps its id, and load() by it
 * would rename it back.
 */
async function namesInUse(odoo: OdooSession, model: string): Promise<Set<string>> {
  const names = await readExternalIds(odoo, model, await searchIds(odoo, model, []));
  return new Set(names.values());
}

function free(name: string, taken: ReadonlySet<string>): string {
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? name : `${name}_${n}`;
    if (!taken.has(candidate)) return candidate;
  }
}

function allIdsOf(results: readonly RowResult[]): number[] {
  return results.map((result) => {
    if (!result.ok) throw result.error;
    return result.id;
  });
}
