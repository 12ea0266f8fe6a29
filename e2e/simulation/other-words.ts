import { and, eq } from 'drizzle-orm';
import { products } from '@/db/schema/catalogue';
import { links } from '@/db/schema/links';
import { combinationKey } from '@/lib/catalogue/products/rules';
import { readMemo } from '@/lib/sync/kinds/product/fields/memo';
import type { World } from './world';

/**
 * Variants that are one combination on both sides by Odoo's ids, in other words: where two Odoos share a catalogue, what
 * one of them calls a value is its word here, and the other keeps its own.
 * @returns their local ids
 */
export async function inOtherWords({ runtime, integrationId, odoo }: World): Promise<Set<string>> {
  const rows = await runtime.db
    .select({ id: products.id, attributes: products.attributes, odooId: links.odooId, memo: links.memo })
    .from(links)
    .innerJoin(products, eq(products.id, links.localId))
    .where(and(eq(links.integrationId, integrationId), eq(links.kind, 'variant')));
  return odoo.as('admin', (env) => {
    const variants = env.with({ active_test: false }).model('product.product').sudo();
    const there = new Set(variants.search([]));
    const same = rows.filter(({ attributes, odooId, memo }) => {
      const words = readMemo(memo).combination;
      if (!words || !there.has(odooId)) return false;
      const ptavs = variants.many(odooId, 'product_template_attribute_value_ids');
      const known = Object.fromEntries(words.map(({ name, value }) => [name, value]));
      return (
        combinationKey(known) === combinationKey(attributes) &&
        words.every(({ ptav }) => typeof ptav === 'number' && ptavs.includes(ptav))
      );
    });
    return new Set(same.map(({ id }) => id));
  });
}
