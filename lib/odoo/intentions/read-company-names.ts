import { z } from 'zod';
import * as value from '../dialect/values';
import { searchRead } from '../rows';
import type { OdooSession } from '../session';

const Company = z.object({ id: value.id, name: value.text });

/** The given companies by name, for a person to choose among. */
export function readCompanyNames(
  odoo: OdooSession,
  ids: readonly number[],
): Promise<{ id: number; name: string }[]> {
  return searchRead(odoo, 'res.company', Company, [['id', 'in', ids]], ['name'], { order: 'id' });
}
