import { and, eq, inArray } from 'drizzle-orm';
import { products } from '@/db/schema/catalogue';
import { syncErrors } from '@/db/schema/inbox';
import { textKey } from '@/lib/catalogue/text';
import type { World } from './world';

type OpenError = typeof syncErrors.$inferSelect;

/** Told as long as it holds: Odoo has no way to say this price, or these differences of price. */
const INEXPRESSIBLE = ['price_not_exact', 'price_extra_inexpressible'];

/** Goods lie under a combination that was changed here. */
const PINNED = 'variant_has_stock';

/** What a combination is refused for; it stays here alone, or as it was in Odoo, until a person has decided. */
const REFUSED: Readonly<Record<string, (world: World, error: OpenError) => Promise<boolean>>> = {
  value_ambiguous: isAmbiguous,
  combination_incomplete: isIncomplete,
  attribute_beyond_sisters: isBeyond,
};

/** What is said aloud and left to the merchant, as far as what it says is so. */
export interface Told {
  /** Open errors of which something is wrong. */
  readonly wrong: readonly OpenError[];
  /** Products whose variants may differ in their combination. */
  readonly apart: ReadonlySet<string>;
  /** Variants that Odoo cannot be given: those of a product of which one is refused. */
  readonly refused: ReadonlySet<string>;
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
  for (const error of open) {
    const { code, localId } = error;
    if (INEXPRESSIBLE.includes(code)) continue;
    if (code === PINNED && localId) apart.add(localId);
    else if (localId && (await REFUSED[code]?.(world, error))) refused.add(localId);
    else if (!(await isOwnerless(world, error))) wrong.push(error);
  }
  const variants = await runtime.db
    .select({ id: products.id })
    .from(products)
    .where(inArray(products.parentId, [...refused]));
  return { wrong, apart: new Set([...apart, ...refused]), refused: new Set(variants.map(({ id }) => id)) };
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
async function isAmbiguous({ odoo }: World, { params }: OpenError): Promise<boolean> {
  const name = textKey(String(params?.value));
  return odoo.as('admin', (env) => {
    const values = env.model('product.attribute.value').with({ active_test: false });
    const named = values.search([]).filter((id) => textKey(values.text(id, 'name')) === name);
    const owners = named.map((id) => values.one(id, 'attribute_id'));
    return new Set(owners).size < owners.length;
  });
}

/** Odoo's product has a line of several values that the variant here says nothing of. */
async function isIncomplete(world: World, error: OpenError): Promise<boolean> {
  const lines = await linesOf(world, error);
  const missing = String(error.params?.attribute).split(', ').map(textKey);
  return missing.every((name) => (lines.get(name) ?? 0) > 1);
}

/** Odoo's product has no line for what the variant here says. */
async function isBeyond(world: World, error: OpenError): Promise<boolean> {
  return !(await linesOf(world, error)).has(textKey(String(error.params?.attribute)));
}

/** How many values each line of a product has in Odoo, by the attribute's name. */
async function linesOf({ odoo }: World, { odooId }: OpenError): Promise<Map<string, number>> {
  return odoo.as('admin', (env) => {
    const lines = env.model('product.template.attribute.line');
    const attributes = env.model('product.attribute').with({ active_test: false });
    return new Map(
      lines.search([['product_tmpl_id', '=', odooId ?? 0]]).map((id) => {
        const attribute = lines.one(id, 'attribute_id') ?? 0;
        return [textKey(attributes.text(attribute, 'name')), lines.many(id, 'value_ids').length];
      }),
    );
  });
}
