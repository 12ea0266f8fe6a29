import { and, eq, inArray } from 'drizzle-orm';
import { outbox } from '@/db/schema/feeds';
import type { Ctx } from '@/lib/context';
import { COMPANY } from '@/lib/odoo/intentions/have-moved';
import { companyOf, readCompanySettings, readDigits } from '@/lib/odoo/intentions/read-company';
import { readProductUnits } from '@/lib/odoo/intentions/read-product-units';
import { readTaxes } from '@/lib/odoo/intentions/read-taxes';
import { readWarehouses } from '@/lib/odoo/intentions/read-warehouses';
import type { OdooSession } from '@/lib/odoo/session';
import type { Integration, Reference, Run } from '../kinds/kind';
import { type Probe, probe } from './probe';
import type { ReferenceCache } from './reference-cache';

/** What the session was opened with is no longer so: it has to be opened anew, asking everything. */
export class SessionOutdated extends Error {
  override readonly name = 'SessionOutdated';
}

interface Parts {
  readonly ctx: Ctx;
  readonly integration: Integration;
  readonly run: Run;
  readonly odoo: OdooSession;
  readonly full: boolean;
  readonly cache: ReferenceCache;
}

/**
 * The run's first look at Odoo: reference data, and what has moved. Digits of numbers and warehouses are read every
 * run. Taxes may be ten minutes old while nothing waits to be sent and no product's tax, nor anything else around
 * products, has moved since they were read; so may the company's settings, by what is around its orders.
 * @throws SessionOutdated
 */
export async function readReference(parts: Parts): Promise<{ reference: Reference; probe: Probe }> {
  const { ctx, integration, odoo, cache } = parts;
  const [pricing, company] = await Promise.all([cache.pricing(), cache.company()]);
  const [warehouses, digits] = await Promise.all([readWarehouses(odoo), readDigits(odoo)]);
  const seen = await probe({
    ...parts,
    taxesReadAt: pricing?.readAt ?? null,
    companyReadAt: company?.readAt ?? null,
  });
  if (!(await weighsAsBefore(odoo, seen))) throw new SessionOutdated();
  const quiet = !(await awaitsSending(ctx, integration));
  const known = quiet && seen.unmoved.has(COMPANY) ? company : null;
  const counted = quiet && seen.unmoved.has('account.tax') ? pricing : null;
  const [settings, newTaxes] = await Promise.all([
    known?.settings ?? readCompanySettings(odoo, (id) => cache.currency(id)),
    counted ? null : readTaxes(odoo),
  ]);
  if (!known) await cache.keepCompany({ settings, readAt: seen.at });
  const { priceIncluded } = settings;
  const stands = counted?.priceIncluded === priceIncluded ? counted : null;
  const taxes = stands?.taxes ?? newTaxes ?? (await readTaxes(odoo));
  if (!stands) await cache.keepPricing({ taxes, priceIncluded, readAt: seen.at });
  const reference = {
    company: companyOf(odoo, settings, digits),
    taxes: new Map(taxes.map((tax) => [tax.id, tax])),
    warehouses,
  };
  return { reference, probe: seen };
}

/** Units are told by every product; a session that asked for them itself need not ask again. */
async function weighsAsBefore(odoo: OdooSession, { units }: Probe): Promise<boolean> {
  if (!odoo.restsOnMemory) return true;
  const now = units ?? (await readProductUnits(odoo));
  const { weight, volume } = odoo.capabilities.units;
  return now.weight === weight && now.volume === volume;
}

async function awaitsSending({ db }: Ctx, integration: Integration): Promise<boolean> {
  const waiting = await db
    .select({ id: outbox.localId })
    .from(outbox)
    .where(and(eq(outbox.integrationId, integration.id), inArray(outbox.kind, ['product', 'category'])))
    .limit(1);
  return waiting.length > 0;
}
