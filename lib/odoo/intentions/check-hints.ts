import { z } from 'zod';
import { OdooError } from '../errors';
import type { Needs } from '../needed-rights';
import { type Domain, searchRead } from '../rows';
import type { OdooSession } from '../session';
import { seesOwnOrdersOnly } from './check-rights';

/** What works, but less well than it could: shown beside the permissions, never a failure. */
export type Hint =
  | 'newer_than_known'
  | 'transport_key_accepted'
  | 'transport_key_refused'
  | 'transport_password'
  | 'transport_no_xmlrpc'
  | 'own_orders_only'
  | 'image_checksums_hidden'
  | 'password_instead_of_key'
  | 'plain_http'
  | 'one_image_per_product';

/** Hints for this user and these settings (requirements I3). `usesKey`: the secret looks like an API key. */
export async function findHints(odoo: OdooSession, needs: Needs, usesKey: boolean): Promise<Hint[]> {
  const images = needs.fields.product.includes('images');
  const [ownOrdersOnly, checksums] = await Promise.all([
    needs.fields.order.length > 0 ? seesOwnOrdersOnly(odoo) : false,
    images ? readsChecksums(odoo) : true,
  ]);
  const hints: Hint[] = [];
  if (ownOrdersOnly) hints.push('own_orders_only');
  if (!checksums) hints.push('image_checksums_hidden');
  if (images && !odoo.capabilities.hasProductImage) hints.push('one_image_per_product');
  if (!usesKey) hints.push('password_instead_of_key');
  if (odoo.settings.url.startsWith('http:')) hints.push('plain_http');
  return hints;
}

/** 14–16 keep checksums of images from everybody but administrators (FACTS.md B, Images). */
async function readsChecksums(odoo: OdooSession): Promise<boolean> {
  const domain: Domain = [
    ['res_model', '=', 'product.template'],
    ['res_field', '=', 'image_1920'],
  ];
  try {
    await searchRead(odoo, 'ir.attachment', z.unknown(), domain, ['checksum'], { limit: 1 });
    return true;
  } catch (error) {
    if (error instanceof OdooError && error.code === 'permission') return false;
    throw error;
  }
}
