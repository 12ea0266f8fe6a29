import { z } from 'zod';
import type { OdooSession } from '@/lib/odoo/session';

/**
 * What the same work costs without a product around it: the plainest reader and writer that speak to Odoo well, over the
 * engine's own transport. Nothing is compared, kept or looked up again.
 */

/** Rows a call where all are read, and pictures a call (BY-VERSION.md 15). */
const ROWS = 2_000;
const PICTURES = 25;
/** Products a call of `create`. */
const CREATED = 500;

const TABLES: Readonly<Record<string, readonly string[]>> = {
  'product.category': ['name', 'parent_id', 'write_date'],
  'product.template': [
    'name',
    'active',
    'default_code',
    'barcode',
    'description_sale',
    'list_price',
    'categ_id',
    'taxes_id',
    'type',
    'sale_ok',
    'weight',
    'volume',
    'attribute_line_ids',
    'create_date',
    'write_date',
  ],
  'product.product': [
    'product_tmpl_id',
    'active',
    'default_code',
    'barcode',
    'standard_price',
    'weight',
    'volume',
    'product_template_attribute_value_ids',
    'create_date',
    'write_date',
  ],
  'stock.quant': ['product_id', 'location_id', 'quantity'],
  'sale.order': ['name', 'state', 'partner_id', 'date_order', 'amount_untaxed', 'amount_total', 'write_date'],
  'sale.order.line': ['order_id', 'product_id', 'name', 'product_uom_qty', 'price_unit', 'price_total'],
};

const Rows = z.array(z.looseObject({ id: z.number() }));
const Pictures = z.array(z.looseObject({ res_id: z.number() }));

/** Every row that a first import looks at, and every main picture. */
export async function readBare(odoo: OdooSession): Promise<void> {
  for (const [model, fields] of Object.entries(TABLES)) await readTable(odoo, model, fields);
  const ids = await idsWithPicture(odoo);
  for (let at = 0; at < ids.length; at += PICTURES) await readPictures(odoo, ids.slice(at, at + PICTURES));
}

/** Templates with a main picture. */
export async function idsWithPicture(odoo: OdooSession): Promise<number[]> {
  const domain = [
    ['res_model', '=', 'product.template'],
    ['res_field', '=', 'image_1920'],
  ];
  const found = await odoo.call('ir.attachment', 'search_read', [domain], { fields: ['res_id'] });
  return Pictures.parse(found).map((row) => row.res_id);
}

/** Main pictures, in one call. */
export async function readPictures(odoo: OdooSession, ids: readonly number[]): Promise<void> {
  await odoo.call('product.template', 'read', [ids, ['image_1920']], { context: { bin_size: false } });
}

async function readTable(odoo: OdooSession, model: string, fields: readonly string[]): Promise<void> {
  const known = await odoo.fieldsOf(model);
  const shown = fields.filter((field) => known.has(field));
  if (shown.length === 0) return;
  for (let last = 0; ; ) {
    const options = { fields: shown, limit: ROWS, order: 'id', context: { active_test: false } };
    const rows = Rows.parse(await odoo.call(model, 'search_read', [[['id', '>', last]]], options));
    if (rows.length < ROWS) return;
    last = rows.at(-1)?.id ?? 0;
  }
}

/** So many products with code, price and weight. */
export async function createBare(odoo: OdooSession, count: number, prefix: string): Promise<void> {
  for (let at = 0; at < count; at += CREATED) {
    const list = Array.from({ length: Math.min(CREATED, count - at) }, (_, n) => ({
      name: `${prefix} ${at + n}`,
      default_code: `${prefix}-${at + n}`,
      list_price: ((at + n) % 100) + 0.99,
      weight: 0.25,
    }));
    await odoo.call('product.template', 'create', [list]);
  }
}
