import { z } from 'zod';
import { createRows } from '../create-rows';
import * as value from '../dialect/values';
import { many2many, many2one } from '../dialect/writes';
import { OdooError } from '../errors';
import { concernsRows } from '../load';
import type { RowResult } from '../row-result';
import { searchRead } from '../rows';
import type { OdooSession } from '../session';
import { updateRows } from '../update-rows';

export interface WantedLines {
  templateId: number;
  lines: readonly { attributeId: number; valueIds: readonly number[] }[];
}

const MODEL = 'product.template.attribute.line';
const Line = z.object({
  id: value.id,
  product_tmpl_id: value.reference,
  attribute_id: value.reference,
  value_ids: value.ids,
  active: value.flag,
});

/**
 * Adds attribute lines and values to templates; never takes one away, because that deletes or replaces variants
 * (FACTS.md A, Variants: "remove a value", "delete a whole line"). Old variants keep their ids, new ones have no code:
 * read the templates again and map by combination. A new line comes with one value first, which every present
 * variant takes; with several at once Odoo would replace the variants, codes and all. Results are per template.
 */
export async function extendAttributeLines(
  odoo: OdooSession,
  rows: readonly WantedLines[],
): Promise<RowResult[]> {
  const templateIds = rows.map(({ templateId }) => templateId);
  const existing = await searchRead(
    odoo,
    MODEL,
    Line,
    [
      ['product_tmpl_id', 'in', templateIds],
      ['active', '=', true],
    ],
    ['product_tmpl_id', 'attribute_id', 'value_ids', 'active'],
  );
  const errors = new Map<number, OdooError>();
  await addValues(odoo, rows, existing, errors);
  await addLines(odoo, rows, existing, errors);
  return rows.map(({ templateId }) => {
    const error = errors.get(templateId);
    return error ? { ok: false, error } : { ok: true, id: templateId };
  });
}

type ExistingLine = z.output<typeof Line>;

/** Link commands, not a new list: a value that a person adds at this moment stays. Lines that gain the same share a call. */
async function addValues(
  odoo: OdooSession,
  rows: readonly WantedLines[],
  existing: readonly ExistingLine[],
  errors: Map<number, OdooError>,
): Promise<void> {
  const gains = rows.flatMap(({ templateId, lines }) =>
    lines.flatMap(({ attributeId, valueIds }) => {
      const line = lineOf(existing, templateId, attributeId);
      const missing = valueIds.filter((id) => line && !line.value_ids.includes(id));
      return line && missing.length > 0 ? [{ templateId, lineId: line.id, missing }] : [];
    }),
  );
  for (const group of Map.groupBy(gains, ({ missing }) => missing.join()).values()) {
    const commands = group[0]?.missing.map((id) => [4, id]) ?? [];
    try {
      const lineIds = group.map(({ lineId }) => lineId);
      await odoo.call(MODEL, 'write', [lineIds, { value_ids: commands }], {}, { repeatable: true });
    } catch (error) {
      if (!(error instanceof OdooError) || !concernsRows(error)) throw error;
      for (const { templateId } of group) errors.set(templateId, error);
    }
  }
}

/** Not repeated on a lost answer: arriving late, the single value would take the others away again. */
async function addLines(
  odoo: OdooSession,
  rows: readonly WantedLines[],
  existing: readonly ExistingLine[],
  errors: Map<number, OdooError>,
): Promise<void> {
  const fresh = rows.flatMap(({ templateId, lines }) =>
    lines
      .filter(({ attributeId }) => !lineOf(existing, templateId, attributeId))
      .map((line) => ({ templateId, ...line })),
  );
  const singles = fresh.map(({ templateId, attributeId, valueIds }) => ({
    externalId: `line_${templateId}_${attributeId}`,
    writes: [
      many2one('product_tmpl_id', templateId),
      many2one('attribute_id', attributeId),
      many2many('value_ids', valueIds.slice(0, 1)),
    ],
  }));
  const made = await createRows(odoo, MODEL, singles, { repeatable: false });
  const widened = fresh.flatMap((line, n) => {
    const result = made[n];
    if (result && !result.ok) errors.set(line.templateId, result.error);
    return result?.ok && line.valueIds.length > 1 ? [{ ...line, lineId: result.id }] : [];
  });
  const whole = await updateRows(
    odoo,
    MODEL,
    widened.map(({ lineId, valueIds }) => ({ id: lineId, writes: [many2many('value_ids', valueIds)] })),
  );
  for (const [n, result] of whole.entries()) {
    const line = widened[n];
    if (line && !result.ok) errors.set(line.templateId, result.error);
  }
}

function lineOf(
  existing: readonly ExistingLine[],
  templateId: number,
  attributeId: number,
): ExistingLine | undefined {
  return existing.find((line) => line.product_tmpl_id === templateId && line.attribute_id === attributeId);
}
