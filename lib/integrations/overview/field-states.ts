import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Ctx } from '@/lib/context';
import type { Integration } from '../find';

/** Where a field travels: both ways, only from Odoo, only to Odoo, or nowhere. */
export type FieldWay = 'both' | 'in' | 'out' | 'never';

/** The last change that carried a field one way. */
export interface FieldTrace {
  readonly runId: string;
  readonly at: Date;
  /** The record's name then. */
  readonly label: string;
}

export interface FieldState {
  readonly field: string;
  readonly way: FieldWay;
  readonly cameFromOdoo: FieldTrace | null;
  readonly wentToOdoo: FieldTrace | null;
}

/** What a field of the settings is called in recorded changes. */
const RECORDED = {
  product: {
    title: ['title'],
    description: ['description'],
    sku: ['sku'],
    ean: ['ean'],
    price: ['price'],
    cost_price: ['cost_price'],
    category: ['category'],
    images: ['image', 'extra_images'],
    dimensions: ['weight', 'volume', 'length', 'width', 'height'],
    attributes: ['attributes'],
  },
  stock: { quantity: ['quantity'], alert_threshold: ['alert_threshold'] },
} as const satisfies Record<'product' | 'stock', Record<string, readonly string[]>>;

/** So many changes back is looked: enough for a month of an ordinary shop, and quick in a large one. */
const LOOKED_AT = 5_000;

const trace = z.object({
  field: z.string(),
  side: z.enum(['here', 'odoo']),
  run_id: z.string(),
  at: z.coerce.date(),
  label: z.string(),
});

/** Of each field of products and stock: where the settings let it travel, and the last changes that prove it. */
export async function readFieldStates(
  { db }: Pick<Ctx, 'db'>,
  { id, syncConfig }: Pick<Integration, 'id' | 'syncConfig'>,
): Promise<FieldState[]> {
  const rows = await db.execute(sql`
    select distinct on (field, side) field, side, run_id, at, label from (
      select c.* from run_changes c join runs r on r.id = c.run_id
      where r.integration_id = ${id} and not r.dry_run and r.undo_of is null
        and c.kind in ('product', 'variant', 'image', 'stock')
      order by c.id desc limit ${LOOKED_AT}
    ) lately, jsonb_object_keys(lately.fields) field
    order by field, side, lately.id desc`);
  const traces = z.array(trace).parse([...rows]);
  const newest = (side: 'here' | 'odoo', names: readonly string[]): FieldTrace | null => {
    const [last] = traces
      .filter((one) => one.side === side && names.includes(one.field))
      .sort((one, other) => other.at.getTime() - one.at.getTime());
    return last ? { runId: last.run_id, at: last.at, label: last.label } : null;
  };
  const way = { bidirectional: 'both', import: 'in', export: 'out' } as const;
  const stateOf =
    (chosen: readonly string[]) =>
    ([field, names]: [string, readonly string[]]) => ({
      field,
      way: chosen.includes(field) ? way[syncConfig.direction] : ('never' as const),
      cameFromOdoo: newest('here', names),
      wentToOdoo: newest('odoo', names),
    });
  return [
    ...Object.entries(RECORDED.product).map(stateOf(syncConfig.fields.product)),
    ...Object.entries(RECORDED.stock).map(stateOf(syncConfig.fields.stock)),
  ];
}
