import { OdooError } from '../errors';
import { type Domain, type DomainTerm, searchIds } from '../rows';
import type { OdooSession } from '../session';
import type { Stream } from './changes';

/** Products sold whose own unit may be another by now (19): seen by their templates' dates. */
export const SOLD_UNITS = 'sale.order.line:units';
/** The record of the company itself, which every order names. */
export const COMPANY = 'res.company';
export type Watched = Stream | typeof SOLD_UNITS | typeof COMPANY;

/** Ways from a record to a table around it, all of which must exist for the question to speak for the table. */
interface Way {
  readonly paths: readonly string[];
  /** Fields that not every server shows, or not to every user. */
  readonly fields?: readonly (readonly [model: string, field: string])[];
}

const VALUES = 'attribute_line_ids.product_template_value_ids';

/** Tables around a product and around an order (FACTS.md C §2: none of them moves its date). */
const AROUND: Readonly<Record<'product.template' | 'sale.order', Partial<Record<Watched, Way>>>> = {
  'product.template': {
    'product.product': { paths: ['product_variant_ids'] },
    'product.template.attribute.value': { paths: [VALUES] },
    'product.attribute.value': { paths: [`${VALUES}.product_attribute_value_id`] },
    'product.attribute': { paths: [`${VALUES}.product_attribute_value_id.attribute_id`] },
    'product.image': {
      paths: ['product_template_image_ids', 'product_variant_ids.product_variant_image_ids'],
      fields: [
        ['product.template', 'product_template_image_ids'],
        ['product.product', 'product_variant_image_ids'],
      ],
    },
    'mrp.bom': { paths: ['bom_ids'], fields: [['product.template', 'bom_ids']] },
    'account.tax': {
      paths: ['taxes_id', 'taxes_id.children_tax_ids'],
      fields: [['product.template', 'taxes_id']],
    },
    'stock.quant': {
      paths: ['product_variant_ids.stock_quant_ids'],
      fields: [['product.product', 'stock_quant_ids']],
    },
    'stock.warehouse.orderpoint': {
      paths: ['product_variant_ids.orderpoint_ids'],
      fields: [['product.product', 'orderpoint_ids']],
    },
  },
  'sale.order': {
    'sale.order.line': { paths: ['order_line'] },
    'res.partner': { paths: ['partner_id'] },
    [SOLD_UNITS]: { paths: ['order_line.product_id.product_tmpl_id'] },
    [COMPANY]: { paths: ['company_id'] },
  },
};

/**
 * Which of these tables have no row written at or after their `since` (UTC "YYYY-MM-DD HH:MM:SS") that belongs to a
 * record of `root`: one question for all of them. When any has moved it is not said which, and none is answered; nor is
 * a table that this server or user does not show. One call.
 */
export async function unmovedAround(
  odoo: OdooSession,
  root: keyof typeof AROUND,
  since: ReadonlyMap<Watched, string>,
  filter: Domain = [],
): Promise<Watched[]> {
  const asked: Watched[] = [];
  const moved: DomainTerm[] = [];
  for (const [table, instant] of since) {
    const way = AROUND[root][table];
    if (!way || !(await isShown(odoo, way))) continue;
    asked.push(table);
    moved.push(...way.paths.map((path): DomainTerm => [`${path}.write_date`, '>=', instant]));
  }
  if (moved.length === 0) return [];
  const any: Domain = [...Array<'|'>(moved.length - 1).fill('|'), ...moved];
  try {
    const found = await searchIds(odoo, root, [...filter, ...any], { limit: 1 });
    return found.length === 0 ? asked : [];
  } catch (error) {
    // Whoever reads the table itself says what is missing.
    if (error instanceof OdooError && error.class === 'permission') return [];
    throw error;
  }
}

async function isShown(odoo: OdooSession, { fields = [] }: Way): Promise<boolean> {
  for (const [model, field] of fields) if (!(await odoo.fieldsOf(model)).has(field)) return false;
  return true;
}
