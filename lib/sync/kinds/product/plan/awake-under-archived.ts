import { describeCombination } from '@/lib/catalogue/products/rules';
import type { RemoteVariant } from '@/lib/odoo/records';
import type { ReportedError } from '../../../history/batch-report';
import type { Family } from '../family';

/**
 * Variants that are active in Odoo while their template is archived, and stays so. Odoo sells them, though it lists the
 * product no more (seen on 17): a bare write on the variant does this, and so do lines put on an archived product, which
 * wake the variants that there are. Here nothing can be on sale under a product that is not.
 */
export function awakeUnderArchived({ odoo, leftOut }: Family): RemoteVariant[] {
  if (!odoo || odoo.active) return [];
  return odoo.variants.filter(({ id, active }) => active && !leftOut.has(id));
}

/** Somebody woke them in Odoo: whether the product is meant to be back, only a person knows. */
export function awakeErrors({ here }: Family, awake: readonly RemoteVariant[]): ReportedError[] {
  if (!here) return [];
  return awake.map(({ attributes }) => {
    const params = { variant: describeCombination(attributes) || here.head.title };
    return { class: 'mapping', code: 'variant_awake_alone', message: 'variant_awake_alone', params };
  });
}
