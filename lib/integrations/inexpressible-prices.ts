import { and, count, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { products } from '@/db/schema/catalogue';
import { links } from '@/db/schema/links';
import type { Ctx } from '@/lib/context';
import * as value from '@/lib/odoo/dialect/values';
import { readCompany } from '@/lib/odoo/intentions/read-company';
import { readTaxes } from '@/lib/odoo/intentions/read-taxes';
import { chunks, PAGE, searchRead } from '@/lib/odoo/rows';
import type { OdooSession } from '@/lib/odoo/session';
import { type InexactPrice, inexactPrice } from '@/lib/sync/prices/inexact-price';
import { PriceTaxError } from '@/lib/sync/prices/price-tax-error';
import { type PriceTax, saleTaxes } from '@/lib/sync/prices/sale-taxes';
import { toListPrice } from '@/lib/sync/prices/tax-included';

export interface InexpressiblePrices {
  readonly total: number;
  /** How many of them Odoo would bill otherwise. */
  readonly count: number;
  /** The first of those, with what would mend it. */
  readonly example: InexactPrice;
  /** What mends all of them that can be mended: the most of what any of them asks for. */
  readonly mend: InexactPrice['mend'];
  readonly digits: number;
}

const Template = z.object({ id: value.id, taxes_id: value.ids });

/**
 * How many of the catalogue's prices an Odoo cannot bill as they are typed here; null when there is none. Products that
 * are tied to one there count with its taxes, the others with what the company gives a new product. Three calls, and one
 * more for every 2,000 products that are tied.
 */
export async function inexpressiblePrices(
  ctx: Ctx,
  odoo: OdooSession,
  integrationId: string | null,
): Promise<InexpressiblePrices | null> {
  const prices = await catalogue(ctx, integrationId);
  const [company, taxes] = await Promise.all([readCompany(odoo), readTaxes(odoo)]);
  const taxesOf = await taxesByTemplate(
    odoo,
    prices.flatMap(({ templateId }) => templateId ?? []),
  );
  const known = new Map(taxes.map((tax) => [tax.id, tax]));
  const byDefault = company.defaultSaleTaxId === null ? [] : [company.defaultSaleTaxId];
  const found: (InexactPrice & { rows: number })[] = [];
  for (const { price, templateId, rows } of prices) {
    const taxIds = taxesOf.get(templateId ?? 0) ?? byDefault;
    const inexact = whyInexact(price, () => saleTaxes(taxIds, known, odoo.capabilities.companyChain));
    if (inexact) found.push({ ...inexact, rows });
  }
  const [example] = found;
  if (!example) return null;
  return {
    total: sum(prices),
    count: sum(found),
    example,
    mend: hardest(found),
    digits: Math.max(...found.map(({ digits }) => digits ?? 0)),
  };

  function whyInexact(price: string, taxesOfIt: () => readonly PriceTax[]): InexactPrice | null {
    try {
      const own = taxesOfIt();
      return inexactPrice(toListPrice(price, own, company), price, own, company);
    } catch (error) {
      // A tax that is not counted here is told by the run, for the product that has it.
      if (error instanceof PriceTaxError) return null;
      throw error;
    }
  }
}

const sum = (some: readonly { rows: number }[]) => some.reduce((total, { rows }) => total + rows, 0);

function hardest(found: readonly InexactPrice[]): InexactPrice['mend'] {
  return (
    (['rounding', 'digits'] as const).find((mend) => found.some((one) => one.mend === mend)) ?? 'included'
  );
}

/** Prices by what they are and the template they belong to, as often as they occur. */
async function catalogue(ctx: Ctx, integrationId: string | null) {
  const tied = and(
    eq(links.localId, sql`coalesce(${products.parentId}, ${products.id})`),
    eq(links.kind, 'product'),
    isNull(links.odooDeletedAt),
    integrationId === null ? sql`false` : eq(links.integrationId, integrationId),
  );
  const rows = await ctx.db
    .select({
      price: sql<string>`trim_scale(${products.price})::text`,
      templateId: links.odooId,
      rows: count(),
    })
    .from(products)
    .leftJoin(links, tied)
    .where(and(isNotNull(products.price), isNull(products.deletedAt)))
    .groupBy(products.price, links.odooId)
    .orderBy(products.price);
  return rows;
}

async function taxesByTemplate(odoo: OdooSession, ids: readonly number[]): Promise<Map<number, number[]>> {
  const taxes = new Map<number, number[]>();
  for (const some of chunks([...new Set(ids)], PAGE)) {
    const rows = await searchRead(odoo, 'product.template', Template, [['id', 'in', some]], ['taxes_id']);
    for (const row of rows) taxes.set(row.id, row.taxes_id);
  }
  return taxes;
}
