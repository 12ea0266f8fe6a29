import { z } from 'zod';
import * as value from '../dialect/values';
import type { RemoteLine } from '../records';
import { presentFields, searchRead } from '../rows';
import type { OdooSession } from '../session';

const Line = z.object({
  id: value.id,
  product_tmpl_id: value.reference,
  attribute_id: value.reference,
  active: value.flag.optional(),
  sequence: z.number().optional(),
});

const Value = z.object({
  id: value.id,
  name: value.text,
  attribute_line_id: value.reference,
  attribute_id: value.reference,
  product_attribute_value_id: value.reference,
  price_extra: value.decimal,
  ptav_active: value.flag,
});

const Attribute = z.object({
  id: value.id,
  name: value.text,
  create_variant: z.enum(['always', 'dynamic', 'no_variant']),
});

/** A value of a template's line, with what names it on a variant. */
export interface NamedValue {
  attribute: string;
  value: string;
}

export interface TemplateLines {
  /** Active lines by template id, in the order of variants. */
  lines: Map<number, RemoteLine[]>;
  /** Every value a variant may carry, also of lines that are gone, by PTAV id. */
  names: Map<number, NamedValue>;
}

/** Attribute lines, values and extras of the templates. Three calls whatever their number. */
export async function readLines(odoo: OdooSession, templateIds: readonly number[]): Promise<TemplateLines> {
  const own = [['product_tmpl_id', 'in', templateIds] as const];
  const model = 'product.template.attribute.line';
  const lineFields = await presentFields(odoo, model, [
    'product_tmpl_id',
    'attribute_id',
    'active',
    'sequence',
  ]);
  const [lineRows, values] = await Promise.all([
    searchRead(odoo, model, Line, own, lineFields, { order: 'id' }),
    searchRead(odoo, 'product.template.attribute.value', Value, own, Object.keys(Value.shape), {
      order: 'id',
    }),
  ]);
  const attributeIds = new Set([...lineRows, ...values].flatMap((row) => row.attribute_id ?? []));
  const attributes = await searchRead(
    odoo,
    'product.attribute',
    Attribute,
    [['id', 'in', [...attributeIds]]],
    ['name', 'create_variant'],
  );
  const attributeOf = new Map(attributes.map((attribute) => [attribute.id, attribute]));
  const valuesOf = Map.groupBy(values, (row) => row.attribute_line_id);

  const lines = new Map<number, RemoteLine[]>();
  for (const row of lineRows.toSorted((a, b) => (a.sequence ?? 0) - (b.sequence ?? 0) || a.id - b.id)) {
    const attribute = attributeOf.get(row.attribute_id ?? 0);
    if (row.active === false || row.product_tmpl_id === null || !attribute) continue;
    const line: RemoteLine = {
      id: row.id,
      attributeId: attribute.id,
      attribute: attribute.name,
      createVariant: attribute.create_variant,
      values: (valuesOf.get(row.id) ?? []).map((ptav) => ({
        ptavId: ptav.id,
        valueId: ptav.product_attribute_value_id ?? 0,
        value: ptav.name,
        priceExtra: ptav.price_extra,
        active: ptav.ptav_active,
      })),
    };
    lines.set(row.product_tmpl_id, [...(lines.get(row.product_tmpl_id) ?? []), line]);
  }
  const names = new Map(
    values.map((row): [number, NamedValue] => [
      row.id,
      { attribute: attributeOf.get(row.attribute_id ?? 0)?.name ?? '', value: row.name },
    ]),
  );
  return { lines, names };
}
