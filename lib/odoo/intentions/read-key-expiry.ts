import { z } from 'zod';
import { instantOf } from '../dialect/instant';
import * as value from '../dialect/values';
import { OdooError } from '../errors';
import { searchRead } from '../rows';
import type { OdooSession } from '../session';

const Key = z.object({ id: value.id, name: value.text, expiration_date: value.datetime });

/**
 * When the key in use ends; null when it does not, or when Odoo does not tell: keys expire
 * from 18 on, and Odoo shows their names, never which one is calling. The key named after us, else the only one.
 */
export async function readKeyExpiry(odoo: OdooSession): Promise<Date | null> {
  const known = await odoo.fieldsOf('res.users.apikeys');
  if (!known.has('expiration_date')) return null;
  try {
    const own = [['user_id', '=', odoo.capabilities.uid] as const];
    const keys = await searchRead(odoo, 'res.users.apikeys', Key, own, ['name', 'expiration_date']);
    const named = keys.filter(({ name }) => /products.?manager/i.test(name));
    const [key, ...others] = named.length > 0 ? named : keys;
    if (!key?.expiration_date || others.length > 0) return null;
    return instantOf(key.expiration_date);
  } catch (error) {
    if (error instanceof OdooError && error.code === 'permission') return null;
    throw error;
  }
}
