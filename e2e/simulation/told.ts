import { and, eq, or } from 'drizzle-orm';
import { products } from '@/db/schema/catalogue';
import { syncErrors } from '@/db/schema/inbox';
import { combinationKey, describeCombination } from '@/lib/catalogue/products/rules';
import { textKey } from '@/lib/catalogue/text';
import { BETWEEN } from '@/lib/sync/kinds/product/commit/one-of-each-code';
import type { World } from './world';

type OpenError = typeof syncErrors.$inferSelect;

/** Told as long as it holds: Odoo has no way to say this price, or these differences of price. */
const INEXPRESSIBLE = ['price_not_exact', 'price_extra_inexpressible'];

/** Goods lie under a combination that was changed here. */
const PINNED = 'variant_has_stock';

/** Odoo sells it, and its product is archived there. */
const AWAKE = 'variant_awake_alone';

type Row = typeof products.$inferSelect;

/** What a combination is refused for; it stays here alone, or as it was in Odoo, until a person has decided. */
const REFUSED: Readonly<Record<string, (world: World, error: OpenError, row: Row) => Promise<boolean>>> = {
  value_ambiguous: isAmbiguous,
  combination_incomplete: isIncomplete,
  attribute_beyond_sisters: isBeyond,
  variant_not_created: isNotCreated,
};

/** What is said aloud and left to the merchant, as far as what it says is so. */
export interface Told {
  /** Open errors of which something is wrong. */
  readonly wrong: readonly OpenError[];
  /** Variants that may differ in their combination. */
  readonly apart: ReadonlySet<string>;
  /** Variants that Odoo cannot be given. */
  readonly refused: ReadonlySet<string>;
  /** Variants that Odoo sells under an archived product. */
  readonly awake: ReadonlySet<string>;
}

/** The open errors of an integration, each looked into: an error that tells what is not so is itself a complaint. */
export async function readTold(world: World): Promise<Told> {
  const { runtime, integrationId } = world;
  const open = await runtime.db
    .select()
    .from(syncErrors)
    .where(and(eq(syncErrors.integrationId, integrationId), eq(syncErrors.status, 'open')));
  const wrong: OpenError[] = [];
  const apart = new Set<string>();
  const refused = new Set<string>();
  const awake = new Set<string>();
  for (const error of open) {
    const { code } = error;
    if (INEXPRESSIBLE.includes(code)) continue;
    const rows = await concerned(world, error);
    const isSo = REFUSED[code];
    if (code === PINNED && rows.length > 0) for (const { id } of rows) apart.add(id);
    else if (code === AWAKE && rows.length > 0) for (const { id } of rows) awake.add(id);
    else if (isSo && rows.length > 0 && (await every(rows, (row) => isSo(world, error, row))))
      for (const { id } of rows) refused.add(id);
    else if (!(await isOwnerless(world, error))) wrong.push(error);
  }
  return { wrong, apart: new Set([...apart, ...refused]), refused, awake };
}

async function every<T>(all: readonly T[], holds: (one: T) => Promise<boolean>): Promise<boolean> {
  for (const one of all) if (!(await holds(one))) return false;
  return true;
}

/** The variants that an error of a product names: by their combinations, or by a value that they have. */
async function concerned({ runtime }: World, { localId, params }: OpenError): Promise<Row[]> {
  if (!localId) return [];
  const rows = await runtime.db
    .select()
    .from(products)
    .where(or(eq(products.parentId, localId), eq(products.id, localId)));
  const { variant, attribute, value } = params ?? {};
  const named = typeof variant === 'string' ? variant.split(BETWEEN) : [];
  const said = [attribute, value].map((one) => new Set(String(one).split(BETWEEN).map(textKey)));
  return rows.filter(({ attributes, title }) =>
    named.length > 0
      ? named.includes(describeCombination(attributes) || title)
      : Object.entries(attributes).some((word) => word.every((one, n) => said[n]?.has(textKey(one)))),
  );
}

/**
 * A code of a product that Odoo divided, unlinking the only record that had it: whose it is now, only a person knows.
 * As long as any record in Odoo has it, archived or not, it is no such code.
 */
async function isOwnerless({ odoo }: World, { code, params }: OpenError): Promise<boolean> {
  const { codes } = params ?? {};
  if (code !== 'codes_beside_variants' || typeof codes !== 'string') return false;
  return odoo.as('admin', (env) => {
    const variants = env.model('product.product').with({ active_test: false });
    const has = (field: string) => variants.search([[field, 'in', codes.split(', ')]]).length > 0;
    return !has('default_code') && !has('barcode');
  });
}

/** Several values of one attribute in Odoo have the name: none of them is guessed. */
async function isAmbiguous({ odoo }: World, _: OpenError, { attributes }: Row): Promise<boolean> {
  return odoo.as('admin', (env) => {
    const values = env.model('product.attribute.value').with({ active_test: false });
    return Object.values(attributes).some((value) => {
      const named = values.search([]).filter((id) => textKey(values.text(id, 'name')) === textKey(value));
      const owners = named.map((id) => values.one(id, 'attribute_id'));
      return new Set(owners).size < owners.length;
    });
  });
}

/** Odoo's product has a line of several values that the variant here says nothing of. */
async function isIncomplete(world: World, error: OpenError): Promise<boolean> {
  const lines = await linesOf(world, error);
  const missing = String(error.params?.attribute)
    .split(/, | ; /)
    .map(textKey);
  return missing.every((name) => (lines.get(name) ?? 0) > 1);
}

/** Odoo's product has no line for what the variant here says. */
async function isBeyond(world: World, error: OpenError): Promise<boolean> {
  const lines = await linesOf(world, error);
  return String(error.params?.attribute)
    .split(BETWEEN)
    .every((name) => !lines.has(textKey(name)));
}

/** No record of Odoo's product has the combination. */
async function isNotCreated({ odoo }: World, { odooId }: OpenError, { attributes }: Row): Promise<boolean> {
  return odoo.as('admin', (env) => {
    const variants = env.model('product.product');
    const values = env.model('product.template.attribute.value').with({ active_test: false });
    const named = (id: number, field: string, model: string) =>
      env
        .model(model)
        .with({ active_test: false })
        .text(values.one(id, field) ?? 0, 'name');
    const combinations = variants.search([['product_tmpl_id', '=', odooId ?? 0]]).map((id) => {
      const ptavs = variants.many(id, 'product_template_attribute_value_ids');
      return Object.fromEntries(
        ptavs.map((one) => [
          named(one, 'attribute_id', 'product.attribute'),
          named(one, 'product_attribute_value_id', 'product.attribute.value'),
        ]),
      );
    });
    return combinations.every((one) => combinationKey(one) !== combinationKey(attributes));
  });
}

/** How many values each line of a product has in Odoo, by the attribute's name; a further line of it is its second. */
async function linesOf({ odoo }: World, { odooId }: OpenError): Promise<Map<string, number>> {
  return odoo.as('admin', (env) => {
    const lines = env.model('product.template.attribute.line');
    const attributes = env.model('product.attribute').with({ active_test: false });
    const ptavs = env.model('product.template.attribute.value');
    const found = new Map<string, number>();
    for (const id of lines.search([['product_tmpl_id', '=', odooId ?? 0]], { order: 'id' })) {
      const name = attributes.text(lines.one(id, 'attribute_id') ?? 0, 'name');
      let label = textKey(name);
      for (let n = 2; found.has(label); n++) label = textKey(`${name} (${n})`);
      // Archived values of a line are hidden from it, and their variants go on being sold.
      const values = ptavs.search([
        ['attribute_line_id', '=', id],
        ['ptav_active', '=', true],
      ]);
      found.set(label, values.length);
    }
    return found;
  });
}
