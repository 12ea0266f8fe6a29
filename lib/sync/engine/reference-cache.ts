import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Cache } from '@/lib/cache/cache';
import { type RemoteCurrency, readCompany, readCurrency } from '@/lib/odoo/intentions/read-company';
import type { RemoteCompany } from '@/lib/odoo/records';
import type { OdooSession } from '@/lib/odoo/session';
import type { Integration } from '../kinds/kind';

const TTL_SECONDS = 10 * 60;

const Currency: z.ZodType<RemoteCurrency> = z.object({ currency: z.string(), currencyRounding: z.string() });

interface Parts {
  readonly odoo: OdooSession;
  readonly integration: Integration;
  /** None when this process keeps nothing. */
  readonly cache: Cache | undefined;
  /** A full run trusts nothing remembered; what it reads replaces it for the runs that follow. */
  readonly full: boolean;
}

/**
 * The session's company. Its settings are read every run, for what they change in the meaning of numbers must be seen;
 * how its currency is called and rounded is remembered for ten minutes when the integration's settings allow it.
 */
export function companyOf({ odoo, integration, cache, full }: Parts): Promise<RemoteCompany> {
  if (!cache || !integration.syncConfig.cache_enabled) return readCompany(odoo);
  return readCompany(odoo, async (id) => {
    const key = keyOf(odoo, integration, id);
    const known = full ? null : parse(await cache.get(key));
    if (known) return known;
    const currency = await readCurrency(odoo, id);
    await cache.set(key, JSON.stringify(currency), TTL_SECONDS);
    return currency;
  });
}

/** Another address, user, company or release of Odoo is another key: nothing is read that another Odoo said. */
function keyOf({ capabilities }: OdooSession, { id, config }: Integration, currencyId: number): string {
  const { uid, companyId, serverVersion } = capabilities;
  const connection = JSON.stringify([config, uid, companyId, serverVersion, currencyId]);
  return `currency:${id}:${createHash('sha256').update(connection).digest('hex')}`;
}

/** A text of another release of this program, or a damaged one, is a miss. */
function parse(text: string | null): RemoteCurrency | null {
  if (text === null) return null;
  try {
    return Currency.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
