import { z } from 'zod';
import * as value from '../dialect/values';
import { OdooError } from '../errors';
import { searchRead } from '../rows';
import type { OdooSession } from '../session';

const Bom = z.object({ product_id: value.reference, product_tmpl_id: value.reference });

/** What is sold as its parts: whole templates, and single variants of others. */
export interface Kits {
  readonly products: ReadonlySet<number>;
  readonly templates: ReadonlySet<number>;
}

/**
 * The kits ("phantom" bills of materials) among these templates. One call, none without manufacturing. To a user who
 * may not read bills of materials nothing is a kit: Odoo itself then refuses a count, in its own words.
 */
export async function readKits(odoo: OdooSession, templateIds: readonly number[]): Promise<Kits> {
  const none: Kits = { products: new Set(), templates: new Set() };
  if (templateIds.length === 0 || (await odoo.fieldsOf('mrp.bom')).size === 0) return none;
  try {
    const boms = await searchRead(
      odoo,
      'mrp.bom',
      Bom,
      [
        ['type', '=', 'phantom'],
        ['active', '=', true],
        ['product_tmpl_id', 'in', templateIds],
      ],
      ['product_id', 'product_tmpl_id'],
    );
    return {
      products: new Set(boms.flatMap((bom) => bom.product_id ?? [])),
      templates: new Set(boms.flatMap((bom) => (bom.product_id === null ? (bom.product_tmpl_id ?? []) : []))),
    };
  } catch (error) {
    if (error instanceof OdooError && error.code === 'permission') return none;
    throw error;
  }
}

export function isKit({ products, templates }: Kits, productId: number, templateId: number): boolean {
  return products.has(productId) || templates.has(templateId);
}

/** Whether there are bills of materials and this user may read them. One call a session at most, none without manufacturing. */
export async function maySeeKits(odoo: OdooSession): Promise<boolean> {
  if ((await odoo.fieldsOf('mrp.bom')).size === 0) return false;
  const any = [[]] as const;
  try {
    await odoo.ways.take('count', {
      search_count: () => odoo.once('mrp.bom', 'search_count', any),
      search: () => odoo.once('mrp.bom', 'search', any),
    });
    return true;
  } catch (error) {
    if (error instanceof OdooError && error.code === 'permission') return false;
    throw error;
  }
}
