import { z } from 'zod';
import { OdooError } from '../errors';
import { searchRead } from '../rows';
import type { OdooSession } from '../session';

const Parameter = z.object({ value: z.string() });

/** What tells this database from every other one, a restored copy of it apart; null for who may not read it. One call. */
export async function readDatabaseUuid(odoo: OdooSession): Promise<string | null> {
  try {
    const domain = [['key', '=', 'database.uuid']] as const;
    const [row] = await searchRead(odoo, 'ir.config_parameter', Parameter, domain, ['value']);
    return row?.value ?? null;
  } catch (error) {
    if (error instanceof OdooError && error.class === 'permission') return null;
    throw error;
  }
}
