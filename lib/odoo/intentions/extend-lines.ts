import { z } from 'zod';
import { createRows } from '../create-rows';
import * as value from '../dialect/values';
import { flag, many2many, many2one } from '../dialect/writes';
import { OdooError } from '../errors';
import { concernsRows } from '../load';
import type { RowResult } from '../row-result';
import { searchRead } from '../rows';
import type { OdooSession } from '../session';

export interface WantedLine {
  /** The template's own line; null: the attribute is to get a line of its own. */
  lineId: number | null;
  attributeId: number;
  valueIds: readonly number[];
}

export interface WantedLines {
  templateId: number;
  lines: readonly WantedLine[];
}

const MODEL = 'product.template.attribute.line';
const Line = z.object({
  id: value.id,
  product_tmpl_id: value.reference,
  attribute_id: value.reference,
  value_ids: value.ids,
});

/** Odoo takes what a write does not see away: archived values, with their variants (18+, FACTS-2 A). */
const ALL_SEEN = { context: { active_test: false } };

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
    ['product_tmpl_id', 'attribute_id', 'value_ids'],
    { order: 'id' },
  );
  const errors = new Map<number, OdooError>();
  const known = rows.flatMap(({ templateId, lines }) =>
    lines.flatMap((wanted) => {
      const line = existing.find((one) => one.product_tmpl_id === templateId && isThis(one, wanted));
      const missing = wanted.valueIds.filter((id) => line && !line.value_ids.includes(id));
      return line ? [{ wanted, templateId, lineId: line.id, missing }] : [];
    }),
  );
  await addValues(odoo, known, errors);
  const done = new Set(known.map(({ wanted }) => wanted));
  const fresh = rows.flatMap(({ templateId, lines }) =>
    lines.filter((wanted) => !done.has(wanted)).map((wanted) => ({ ...wanted, templateId })),
  );
  await addLines(odoo, fresh, errors);
  return rows.map(({ templateId }) => {
    const error = errors.get(templateId);
    return error ? { ok: false, error } : { ok: true, id: templateId };
  });
}

/** A line that is to be new may have been made by a worker that died, or by a person meanwhile. */
function isThis(line: z.output<typeof Line>, { lineId, attributeId }: WantedLine): boolean {
  return lineId === null ? line.attribute_id === attributeId : line.id === lineId;
}

interface Gain {
  readonly templateId: number;
  readonly lineId: number;
  readonly missing: readonly number[];
}

/** Link commands, not a new list: a value that a person adds at this moment stays. Lines that gain the same share a call. */
async function addValues(
  odoo: OdooSession,
  lines: readonly Gain[],
  errors: Map<number, OdooError>,
): Promise<void> {
  const gains = lines.filter(({ missing }) => missing.length > 0);
  for (const group of Map.groupBy(gains, ({ missing }) => missing.join()).values()) {
    const commands = group[0]?.missing.map((id) => [4, id]) ?? [];
    const lineIds = group.map(({ lineId }) => lineId);
    try {
      await odoo.call(MODEL, 'write', [lineIds, { value_ids: commands }], ALL_SEEN, { repeatable: true });
    } catch (error) {
      if (!(error instanceof OdooError) || !concernsRows(error)) throw error;
      for (const { templateId } of group) errors.set(templateId, error);
    }
  }
}

/**
 * Not repeated on a lost answer: arriving late, the single value would take the others away again. A line of ours that
 * was taken off the template sleeps under its external id, and is woken.
 */
async function addLines(
  odoo: OdooSession,
  fresh: readonly (WantedLine & { templateId: number })[],
  errors: Map<number, OdooError>,
): Promise<void> {
  const singles = fresh.map(({ templateId, attributeId, valueIds }) => ({
    externalId: `line_${templateId}_${attributeId}`,
    writes: [
      many2one('product_tmpl_id', templateId),
      many2one('attribute_id', attributeId),
      many2many('value_ids', valueIds.slice(0, 1)),
      flag('active', true),
    ],
  }));
  const made = await createRows(odoo, MODEL, singles, { repeatable: false });
  const widened = fresh.flatMap(({ templateId, valueIds }, n): Gain[] => {
    const result = made[n];
    if (result && !result.ok) errors.set(templateId, result.error);
    return result?.ok ? [{ templateId, lineId: result.id, missing: valueIds.slice(1) }] : [];
  });
  await addValues(odoo, widened, errors);
}
