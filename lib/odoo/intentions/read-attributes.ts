import { z } from 'zod';
import * as value from '../dialect/values';
import type { RemoteAttribute } from '../records';
import { searchRead } from '../rows';
import type { OdooSession } from '../session';

const Attribute = z.object({
  id: value.id,
  name: value.text,
  create_variant: z.enum(['always', 'dynamic', 'no_variant']),
});

const AWAKE = { order: 'sequence, id', context: { active_test: true } };

const Value = z.object({ id: value.id, name: value.text, attribute_id: value.reference });

/** Attributes with their values, in Odoo's order; archived ones (18+) left out, lines refuse them. Two calls. */
export async function readAttributes(odoo: OdooSession): Promise<RemoteAttribute[]> {
  const [attributes, values] = await Promise.all([
    searchRead(odoo, 'product.attribute', Attribute, [], ['name', 'create_variant'], AWAKE),
    searchRead(odoo, 'product.attribute.value', Value, [], ['name', 'attribute_id'], AWAKE),
  ]);
  const valuesOf = Map.groupBy(values, (row) => row.attribute_id);
  return attributes.map(({ id, name, create_variant }) => ({
    id,
    name,
    createVariant: create_variant,
    values: (valuesOf.get(id) ?? []).map((row) => ({ id: row.id, name: row.name })),
  }));
}
