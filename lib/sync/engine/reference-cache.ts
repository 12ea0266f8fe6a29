import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Cache } from '@/lib/cache/cache';
import { CompanySettings, type RemoteCurrency, readCurrency } from '@/lib/odoo/intentions/read-company';
import type { RemoteTax } from '@/lib/odoo/records';
import type { OdooSession } from '@/lib/odoo/session';
import type { Integration } from '../kinds/kind';

const TTL_SECONDS = 10 * 60;

const Currency: z.ZodType<RemoteCurrency> = z.object({ currency: z.string(), currencyRounding: z.string() });

const Tax: z.ZodType<RemoteTax> = z.object({
  id: z.number(),
  name: z.string(),
  active: z.boolean(),
  amountType: z.enum(['percent', 'fixed', 'division', 'group', 'code']),
  amount: z.string(),
  priceIncluded: z.boolean(),
  includeBaseAmount: z.boolean(),
  isBaseAffected: z.boolean(),
  childIds: z.array(z.number()),
  sequence: z.number(),
  companyId: z.number().nullable(),
  typeTaxUse: z.string(),
  writeDate: z.string(),
});

/** What prices are counted with, as it was when it was read. */
const Pricing = z.object({
  taxes: z.array(Tax),
  /** The company's default for its taxes: they mean something else when it changes. */
  priceIncluded: z.boolean().nullable(),
  /** Odoo's clock before they were read: UTC "YYYY-MM-DD HH:MM:SS". */
  readAt: z.string(),
});
export type Pricing = z.output<typeof Pricing>;

/** The company's settings, and Odoo's clock before they were read: UTC "YYYY-MM-DD HH:MM:SS". */
const RememberedCompany = z.object({ settings: CompanySettings, readAt: z.string() });
export type RememberedCompany = z.output<typeof RememberedCompany>;

/** What of an Odoo's reference data a worker remembers for ten minutes, where the integration's settings allow it. */
export interface ReferenceCache {
  /** How a currency is called and rounded. */
  currency(id: number): Promise<RemoteCurrency>;
  pricing(): Promise<Pricing | null>;
  keepPricing(pricing: Pricing): Promise<void>;
  company(): Promise<RememberedCompany | null>;
  keepCompany(company: RememberedCompany): Promise<void>;
}

interface Parts {
  readonly odoo: OdooSession;
  readonly integration: Integration;
  /** None when this process keeps nothing. */
  readonly cache: Cache | undefined;
  /** A full run trusts nothing remembered; what it reads replaces it for the runs that follow. */
  readonly full: boolean;
}

export function referenceCache({ odoo, integration, cache, full }: Parts): ReferenceCache {
  if (!cache || !integration.syncConfig.cache_enabled) {
    return {
      currency: (id) => readCurrency(odoo, id),
      pricing: async () => null,
      keepPricing: async () => undefined,
      company: async () => null,
      keepCompany: async () => undefined,
    };
  }
  const remembered = async <Shape>(schema: z.ZodType<Shape>, key: string) =>
    full ? null : parse(schema, await cache.get(key));
  return {
    async currency(id) {
      const key = keyOf(odoo, integration, `currency:${id}`);
      const known = await remembered(Currency, key);
      if (known) return known;
      const currency = await readCurrency(odoo, id);
      await cache.set(key, JSON.stringify(currency), TTL_SECONDS);
      return currency;
    },
    pricing: () => remembered(Pricing, keyOf(odoo, integration, 'pricing')),
    keepPricing: (pricing) =>
      cache.set(keyOf(odoo, integration, 'pricing'), JSON.stringify(pricing), TTL_SECONDS),
    company: () => remembered(RememberedCompany, keyOf(odoo, integration, 'company')),
    keepCompany: (company) =>
      cache.set(keyOf(odoo, integration, 'company'), JSON.stringify(company), TTL_SECONDS),
  };
}

/** Another address, user, company or release of Odoo is another key: nothing is read that another Odoo said. */
function keyOf({ capabilities }: OdooSession, { id, config }: Integration, what: string): string {
  const { uid, companyId, serverVersion } = capabilities;
  const connection = JSON.stringify([config, uid, companyId, serverVersion, what]);
  return `reference:${id}:${createHash('sha256').update(connection).digest('hex')}`;
}

/** A text of another release of this program, or a damaged one, is a miss. */
function parse<Shape>(schema: z.ZodType<Shape>, text: string | null): Shape | null {
  if (text === null) return null;
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
