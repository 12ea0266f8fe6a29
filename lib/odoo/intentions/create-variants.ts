import { z } from 'zod';
import * as value from '../dialect/values';
import { OdooError } from '../errors';
import { concernsRows } from '../load';
import type { RowResult } from '../row-result';
import { searchRead } from '../rows';
import type { OdooSession } from '../session';
import { restoreVariants } from './archive';

export interface WantedVariant {
  templateId: number;
  ptavIds: readonly number[];
}

const Variant = z.object({
  id: value.id,
  active: value.flag,
  product_tmpl_id: value.reference,
  product_template_attribute_value_ids: value.ids,
});

const FIELDS = ['active', 'product_tmpl_id', 'product_template_attribute_value_ids'];

/**
 * Variants of dynamic attributes, which Odoo makes only when asked (FACTS.md A, Variants). Found ones are answered,
 * archived ones brought back, missing ones made. A combination is unique in Odoo's database, so a repeat cannot double.
 */
export async function createMissingVariants(
  odoo: OdooSession,
  rows: readonly WantedVariant[],
): Promise<RowResult[]> {
  const before = await readCombinations(odoo, rows);
  const asleep = rows.flatMap((row) => before.get(keyOf(row)) ?? []).filter((variant) => !variant.active);
  await restoreVariants(
    odoo,
    asleep.map(({ id }) => id),
  );
  const missing = rows.filter((row) => !before.has(keyOf(row)));
  const errors = await create(odoo, missing);
  const after = missing.length === 0 ? before : await readCombinations(odoo, rows);
  return rows.map((row) => {
    const found = after.get(keyOf(row));
    if (found) return { ok: true, id: found.id };
    const error =
      errors.get(row) ?? new OdooError('bad_answer', { model: 'product.product', method: 'create' });
    return { ok: false, error };
  });
}

/** One create for all; when Odoo refuses the list, one each, so that a bad one is alone. */
async function create(
  odoo: OdooSession,
  rows: readonly WantedVariant[],
): Promise<Map<WantedVariant, OdooError>> {
  const errors = new Map<WantedVariant, OdooError>();
  if (rows.length === 0) return errors;
  const vals = rows.map(({ templateId, ptavIds }) => ({
    product_tmpl_id: templateId,
    product_template_attribute_value_ids: [[6, 0, ptavIds]],
  }));
  try {
    await odoo.call('product.product', 'create', [vals]);
  } catch (error) {
    if (!(error instanceof OdooError) || !concernsRows(error)) throw error;
    const [only] = rows;
    if (rows.length === 1 && only) return errors.set(only, error);
    for (const row of rows) for (const [failed, why] of await create(odoo, [row])) errors.set(failed, why);
  }
  return errors;
}

async function readCombinations(odoo: OdooSession, rows: readonly WantedVariant[]) {
  const templateIds = [...new Set(rows.map(({ templateId }) => templateId))];
  const own = [['product_tmpl_id', 'in', templateIds] as const];
  const variants = await searchRead(odoo, 'product.product', Variant, own, FIELDS);
  return new Map(
    variants.map((variant) => [
      keyOf({
        templateId: variant.product_tmpl_id ?? 0,
        ptavIds: variant.product_template_attribute_value_ids,
      }),
      variant,
    ]),
  );
}

function keyOf({ templateId, ptavIds }: WantedVariant): string {
  return `${templateId}:${ptavIds.toSorted((a, b) => a - b).join()}`;
}
