import { z } from 'zod';
import * as value from '../dialect/values';
import type { RemoteAttribute } from '../records';
import { presentFields, searchRead } from '../rows';
import type { OdooSession } from '../session';

const Attribute = z.object({
  id: value.id,
  name: value.text,
  create_variant: z.enum(['always', 'dynamic', 'no_variant']),
  active: value.flag.optional(),
});

const AWAKE = { order: 'sequence, id', context: { active_test: true } };
const ALL = { order: 'sequence, id', context: { active_test: false } };

const Value = z.object({ id: value.id, name: value.text, attribute_id: value.reference });

/**
 * Attributes with their values, in Odoo's order. Archived attributes too (18+): a template's own line still takes values
 * of one; archived values are left out, lines refuse them. Two calls.
 */
export async function readAttributes(odoo: OdooSession): Promise<RemoteAttribute[]> {
  const fields = await presentFields(odoo, 'product.attribute', ['name', 'create_variant', 'active']);
  const [attributes, values] = await Promise.all([
    searchRead(odoo, 'product.attribute', Attribute, [], fields, ALL),
    searchRead(odoo, 'product.attribute.value', Value, [], ['name', 'attribute_id'], AWAKE),
  ]);
  const valuesOf = Map.groupBy(values, (row) => row.attribute_id);
  return attributes.map(({ id, name, create_variant, active }) => ({
    id,
    name,
    active: active !== false,
    createVariant: create_variant,
    values: (valuesOf.get(id) ?? []).map((row) => ({ id: row.id, name: row.name })),
  }));
}
