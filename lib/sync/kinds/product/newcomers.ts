import type { Newcomer } from '../kind';
import { asText } from './fields/values';
import type { FamilyPlan } from './plan/plan-family';

/** Of a product that a preview would make, the records whose goods are counted: its variants, or itself. */
export function newcomersOf({ family, createHere, createOdoo, head, members }: FamilyPlan): Newcomer[] {
  const title = asText(head.here.title) || asText(head.odoo.title);
  const named = (sku: string | null) => (sku ? `${title} (${sku})` : title);
  if (createHere) {
    if (family.odoo?.goods !== 'stored') return [];
    return members.flatMap(({ member: { variant } }): Newcomer[] =>
      variant?.active && !variant.kit
        ? [{ label: named(variant.sku), from: { side: 'odoo', odooId: variant.id } }]
        : [],
    );
  }
  if (!createOdoo) return [];
  return members.flatMap(({ member: { row, seed } }): Newcomer[] => {
    const product = row ?? seed;
    return product?.deletedAt === null && product.stockable === 'stored'
      ? [{ label: named(product.sku), from: { side: 'here', productId: product.id } }]
      : [];
  });
}
