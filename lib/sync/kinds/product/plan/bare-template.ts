import type { Canonical } from '../../../core/canonical';
import type { ReportedError } from '../../../history/batch-report';
import { VOLUME } from '../../unreadable-value';
import type { Family } from '../family';
import { CODE_OF_TEMPLATE, PRODUCT_FIELDS } from '../fields/fields';
import { canonicalDecimal } from '../fields/values';
import type { Surroundings } from '../surroundings';

/**
 * A template that has no variant, and a product here that has none either: its code is the template's. One that is tied
 * and not gone is only out of sight.
 */
export function templateFields({ here, odoo, variantLinks }: Pick<Family, 'here' | 'odoo' | 'variantLinks'>) {
  const hidden = variantLinks.some((link) => link.odooDeletedAt === null);
  const bare =
    odoo?.variants.length === 0 && !hidden && !here?.variants.some((row) => row.deletedAt === null);
  return bare ? [...PRODUCT_FIELDS, CODE_OF_TEMPLATE] : PRODUCT_FIELDS;
}

/** What was agreed of fields that the record has now; a code that went to the first variant is agreed upon there. */
export function agreedOn(rows: readonly { readonly key: string }[], base: Canonical): Canonical {
  if (base.sku === undefined || rows.some(({ key }) => key === 'sku')) return base;
  const { sku, ...rest } = base;
  return rest;
}

/** What is typed on a product whose template has no variant yet that could carry it. */
export function waitingErrors(family: Family, { run }: Surroundings): ReportedError[] {
  const { here, odoo } = family;
  if (!here || !odoo?.active || here.head.deletedAt || templateFields(family) === PRODUCT_FIELDS) return [];
  if (run.integration.syncConfig.direction === 'import') return [];
  const selected = run.integration.syncConfig.fields.product;
  const { ean, costPrice, weight, volume } = here.head;
  const typed = [
    ...(ean && selected.includes('ean') ? ['ean'] : []),
    ...(canonicalDecimal(costPrice) && selected.includes('cost_price') ? ['cost_price'] : []),
    ...(canonicalDecimal(weight) && selected.includes('dimensions') ? ['weight'] : []),
    ...(canonicalDecimal(volume, VOLUME) && selected.includes('dimensions') ? ['volume'] : []),
  ];
  if (typed.length === 0) return [];
  const params = { fields: typed.join(', ') };
  return [{ class: 'mapping', code: 'waits_for_variant', message: 'waits_for_variant', params }];
}
