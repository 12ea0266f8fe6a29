import { z } from 'zod';
import * as value from '../dialect/values';
import { OdooError } from '../errors';
import { MODULE } from '../load';
import { chunks, type Domain, searchRead } from '../rows';
import type { OdooSession } from '../session';

const ModelData = z.object({ name: value.text, res_id: z.number() });
const Reference = z.tuple([z.string(), z.union([z.number(), z.literal(false)])]);

/**
 * Records of ours by external id; unknown ones are absent. One call for who may read ir.model.data, else one a name
 * (nobody without access rights may, from 15 on; FACTS.md C §1): archived records then stay unfound.
 */
export async function findByExternalIds(
  odoo: OdooSession,
  model: string,
  names: readonly string[],
): Promise<Map<string, number>> {
  if (names.length === 0) return new Map();
  try {
    const rows = await searchRead(
      odoo,
      'ir.model.data',
      ModelData,
      [
        ['module', '=', MODULE],
        ['model', '=', model],
        ['name', 'in', names],
      ],
      ['name', 'res_id'],
    );
    return new Map(rows.map((row) => [row.name, row.res_id]));
  } catch (error) {
    if (!(error instanceof OdooError && error.code === 'permission')) throw error;
  }
  const found = await Promise.all(
    names.map(async (name) => [name, await oneByOne(odoo, model, name)] as const),
  );
  return new Map(found.flatMap(([name, id]) => (id === null ? [] : [[name, id] as const])));
}

async function oneByOne(odoo: OdooSession, model: string, name: string): Promise<number | null> {
  try {
    const answer = await odoo.call('ir.model.data', 'check_object_reference', [MODULE, name]);
    const reference = Reference.safeParse(answer).data;
    return reference?.[0] === model && reference[1] !== false ? reference[1] : null;
  } catch (error) {
    if (error instanceof OdooError && error.class === 'validation') return null;
    throw error;
  }
}

export interface CodeMatch {
  productId: number;
  templateId: number;
  sku: string | null;
  ean: string | null;
  active: boolean;
}

const Product = z.object({
  id: value.id,
  product_tmpl_id: value.reference,
  default_code: value.code,
  barcode: value.code,
  active: value.flag,
});

/** Variants that carry one of the codes, archived ones too, for the first meeting; codes may repeat in Odoo. */
export async function findTemplatesByCode(
  odoo: OdooSession,
  codes: { skus: readonly string[]; eans: readonly string[] },
): Promise<CodeMatch[]> {
  const found = new Map<number, CodeMatch>();
  for (const [field, all] of [
    ['default_code', codes.skus],
    ['barcode', codes.eans],
  ] as const) {
    for (const part of chunks(all, 1_000)) {
      for (const match of await readMatches(odoo, [[field, 'in', part]])) found.set(match.productId, match);
    }
  }
  return [...found.values()];
}

/** The codes of these variants, in calls of a thousand. */
export async function readCodes(odoo: OdooSession, productIds: readonly number[]): Promise<CodeMatch[]> {
  const found: CodeMatch[] = [];
  for (const part of chunks(productIds, 1_000))
    found.push(...(await readMatches(odoo, [['id', 'in', part]])));
  return found;
}

async function readMatches(odoo: OdooSession, domain: Domain): Promise<CodeMatch[]> {
  const fields = ['product_tmpl_id', 'default_code', 'barcode', 'active'];
  const rows = await searchRead(odoo, 'product.product', Product, domain, fields);
  return rows.map((row) => ({
    productId: row.id,
    templateId: row.product_tmpl_id ?? 0,
    sku: row.default_code,
    ean: row.barcode,
    active: row.active,
  }));
}
