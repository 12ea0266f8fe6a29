import { createRows } from '../create-rows';
import { many2one, text } from '../dialect/writes';
import { OdooError } from '../errors';
import { digest, foldName } from '../names';
import type { CreateVariantMode, RemoteAttribute } from '../records';
import type { RowResult } from '../row-result';
import { searchIds } from '../rows';
import type { OdooSession } from '../session';
import { readAttributes } from './read-attributes';
import { readExternalIds } from './read-external-ids';

export interface WantedAttribute {
  attribute: string;
  values: readonly string[];
}

export interface EnsuredAttribute {
  attribute: string;
  attributeId: number;
  createVariant: CreateVariantMode;
  /** Value as asked for → its id in Odoo. */
  valueIds: Map<string, number>;
}

/**
 * Attributes and values by name, accents and case aside, made where missing. Two calls when nothing is missing.
 * Made with an external id derived from the name, so that two workers make one: 18 and 19 would allow doubles
 * (FACTS.md A, Variants). An attribute that makes no variants is never taken: variants could not carry its values.
 */
export async function ensureAttributeValues(
  odoo: OdooSession,
  wanted: readonly WantedAttribute[],
): Promise<EnsuredAttribute[]> {
  const known = await readAttributes(odoo);
  const attributes = await ensureAttributes(odoo, wanted, known);
  const missing = new Map<string, { attributeId: number; name: string }>();
  for (const { attribute, values } of wanted) {
    const found = attributes.get(foldName(attribute));
    if (!found) continue;
    for (const name of values) {
      if (!valueNamed(found, name))
        missing.set(`${found.id}_${foldName(name)}`, { attributeId: found.id, name });
    }
  }
  if (missing.size > 0) await createValues(odoo, attributes, [...missing.values()]);
  return wanted.map(({ attribute, values }) => {
    const found = attributes.get(foldName(attribute));
    if (!found) throw new OdooError('bad_answer', { model: 'product.attribute' });
    const valueIds = new Map(
      values.map((name): [string, number] => [name, valueNamed(found, name)?.id ?? 0]),
    );
    return { attribute, attributeId: found.id, createVariant: found.createVariant, valueIds };
  });
}

async function ensureAttributes(
  odoo: OdooSession,
  wanted: readonly WantedAttribute[],
  known: readonly RemoteAttribute[],
): Promise<Map<string, RemoteAttribute>> {
  const found = new Map<string, RemoteAttribute>();
  for (const attribute of known) {
    const key = foldName(attribute.name);
    const rival = found.get(key);
    if (attribute.createVariant === 'no_variant') continue;
    if (!rival || (rival.createVariant === 'dynamic' && attribute.createVariant === 'always'))
      found.set(key, attribute);
  }
  const missing = new Map(wanted.map(({ attribute }) => [foldName(attribute), attribute.trim()]));
  for (const key of found.keys()) missing.delete(key);
  if (missing.size === 0) return found;
  const taken = await namesInUse(odoo, 'product.attribute');
  const rows = [...missing].map(([key, name]) => ({
    externalId: free(`attribute_${digest(key)}`, taken),
    writes: [text('name', name)],
  }));
  const ids = allIdsOf(await createRows(odoo, 'product.attribute', rows));
  for (const [n, [key, name]] of [...missing].entries()) {
    found.set(key, { id: ids[n] ?? 0, name, createVariant: 'always', values: [] });
  }
  return found;
}

async function createValues(
  odoo: OdooSession,
  attributes: Map<string, RemoteAttribute>,
  missing: readonly { attributeId: number; name: string }[],
): Promise<void> {
  const taken = await namesInUse(odoo, 'product.attribute.value');
  const rows = missing.map(({ attributeId, name }) => ({
    externalId: free(`value_${attributeId}_${digest(foldName(name))}`, taken),
    writes: [text('name', name.trim()), many2one('attribute_id', attributeId)],
  }));
  const ids = allIdsOf(await createRows(odoo, 'product.attribute.value', rows));
  for (const attribute of attributes.values()) {
    const made = missing.flatMap(({ attributeId, name }, n) =>
      attributeId === attribute.id ? [{ id: ids[n] ?? 0, name }] : [],
    );
    attribute.values = [...attribute.values, ...made];
  }
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

function valueNamed(attribute: RemoteAttribute, name: string): { id: number } | undefined {
  const key = foldName(name);
  return attribute.values.find((value) => foldName(value.name) === key);
}

function allIdsOf(results: readonly RowResult[]): number[] {
  return results.map((result) => {
    if (!result.ok) throw result.error;
    return result.id;
  });
}
