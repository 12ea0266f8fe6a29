import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Cache } from '@/lib/cache/cache';
import { readCompany } from '@/lib/odoo/intentions/read-company';
import type { RemoteCompany } from '@/lib/odoo/records';
import type { OdooSession } from '@/lib/odoo/session';
import type { Integration } from '../kinds/kind';

const TTL_SECONDS = 10 * 60;

const Company: z.ZodType<RemoteCompany> = z.object({
  id: z.number(),
  name: z.string(),
  currency: z.string(),
  currencyRounding: z.string(),
  taxRounding: z.enum(['round_per_line', 'round_globally']),
  taxRule: z.enum(['in_sequence', 'fixed_first', 'fixed_first_early']),
  priceIncluded: z.boolean().nullable(),
  priceDigits: z.number().nullable(),
  defaultSaleTaxId: z.number().nullable(),
});

interface Parts {
  readonly odoo: OdooSession;
  readonly integration: Integration;
  /** None when this process keeps nothing. */
  readonly cache: Cache | undefined;
  /** A full run trusts nothing remembered; what it reads replaces it for the runs that follow. */
  readonly full: boolean;
}

/**
 * The session's company, remembered for ten minutes when the integration's settings allow it: its currency and
 * rounding hardly ever change. Taxes and warehouses are not remembered: a run follows their changes.
 */
export async function companyOf({ odoo, integration, cache, full }: Parts): Promise<RemoteCompany> {
  if (!cache || !integration.syncConfig.cache_enabled) return readCompany(odoo);
  const key = keyOf(odoo, integration);
  const known = full ? null : parse(await cache.get(key));
  if (known) return known;
  const company = await readCompany(odoo);
  await cache.set(key, JSON.stringify(company), TTL_SECONDS);
  return company;
}

/** Another address, user, company or release of Odoo is another key: nothing is read that another Odoo said. */
function keyOf({ capabilities }: OdooSession, { id, config }: Integration): string {
  const { uid, companyId, serverVersion } = capabilities;
  const connection = JSON.stringify([config, uid, companyId, serverVersion]);
  return `company:${id}:${createHash('sha256').update(connection).digest('hex')}`;
}

/** A text of another release of this program, or a damaged one, is a miss. */
function parse(text: string | null): RemoteCompany | null {
  if (text === null) return null;
  try {
    return Company.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
