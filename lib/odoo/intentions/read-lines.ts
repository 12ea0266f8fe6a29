import { z } from 'zod';
import * as value from '../dialect/values';
import { labelLines } from '../label-lines';
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

/** A value of a template's line, by the names that tell it apart there. */
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

/** Attribute lines, values and extras of the templates. Three calls at most, whatever their number. */
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
  const attributes =
    attributeIds.size === 0
      ? []
      : await searchRead(
          odoo,
          'product.attribute',
          Attribute,
          [['id', 'in', [...attributeIds]]],
          ['name', 'create_variant'],
        );
  const attributeOf = new Map(attributes.map((attribute) => [attribute.id, attribute]));
  const valuesOf = Map.groupBy(values, (row) => row.attribute_line_id);
  const lines = new Map<number, RemoteLine[]>();
  const names = new Map<number, NamedValue>();
  for (const [templateId, rows] of Map.groupBy(lineRows, (row) => row.product_tmpl_id)) {
    if (templateId === null) continue;
    const known = rows
      .toSorted((a, b) => (a.sequence ?? 0) - (b.sequence ?? 0) || a.id - b.id)
      .flatMap((row) => {
        const attribute = attributeOf.get(row.attribute_id ?? 0);
        return attribute ? [lineWith(row, attribute, valuesOf.get(row.id) ?? [])] : [];
      });
    const labels = labelLines(known);
    for (const line of known) {
      line.label = labels.lines.get(line.id) ?? line.attribute;
      for (const one of line.values) {
        one.label = labels.values.get(one.ptavId) ?? one.value;
        names.set(one.ptavId, { attribute: line.label, value: one.label });
      }
    }
    const active = known.filter((line) => line.active);
    if (active.length > 0) lines.set(templateId, active);
  }
  return { lines, names };
}

function lineWith(
  row: z.output<typeof Line>,
  attribute: z.output<typeof Attribute>,
  values: readonly z.output<typeof Value>[],
): RemoteLine & { active: boolean } {
  return {
    id: row.id,
    attributeId: attribute.id,
    attribute: attribute.name,
    label: attribute.name,
    createVariant: attribute.create_variant,
    active: row.active !== false,
    values: values.map((ptav) => ({
      ptavId: ptav.id,
      valueId: ptav.product_attribute_value_id ?? 0,
      value: ptav.name,
      label: ptav.name,
      priceExtra: ptav.price_extra,
      active: ptav.ptav_active,
    })),
  };
}
