import { z } from 'zod';
import * as value from '../dialect/values';
import { OdooError } from '../errors';
import type { RemoteCompany } from '../records';
import { presentFields, searchRead } from '../rows';
import type { OdooSession } from '../session';

const Company = z.object({
  id: value.id,
  name: value.text,
  currency_id: value.reference,
  tax_calculation_rounding_method: z.enum(['round_per_line', 'round_globally']).optional(),
  account_price_include: z
    .union([z.literal('tax_included'), z.literal('tax_excluded'), z.literal(false)])
    .optional(),
  account_sale_tax_id: value.reference.optional(),
});

const Currency = z.object({ id: value.id, name: value.text, rounding: value.decimal });

export type RemoteCurrency = Pick<RemoteCompany, 'currency' | 'currencyRounding'>;

/** What of a company its own record and its currency say. */
export const CompanySettings = z.object({
  id: z.number(),
  name: z.string(),
  currency: z.string(),
  currencyRounding: z.string(),
  taxRounding: z.enum(['round_per_line', 'round_globally']),
  priceIncluded: z.boolean().nullable(),
  defaultSaleTaxId: z.number().nullable(),
});
export type CompanySettings = z.output<typeof CompanySettings>;

export type RemoteDigits = Pick<RemoteCompany, 'priceDigits' | 'measureDigits'>;

/** Currency and price configuration of the session's company. Three calls. */
export async function readCompany(odoo: OdooSession): Promise<RemoteCompany> {
  const [settings, digits] = await Promise.all([readCompanySettings(odoo), readDigits(odoo)]);
  return companyOf(odoo, settings, digits);
}

/** With what the session knows of this Odoo. */
export function companyOf(
  { capabilities: { units, major } }: OdooSession,
  settings: CompanySettings,
  digits: RemoteDigits,
): RemoteCompany {
  return {
    ...settings,
    ...digits,
    weightUnit: units.weight,
    volumeUnit: units.volume,
    taxRule: major < 18 ? 'in_sequence' : 'fixed_first',
  };
}

/** Without the digits of numbers. One call, and those that `currencyOf` makes. */
export async function readCompanySettings(
  odoo: OdooSession,
  currencyOf: (id: number) => Promise<RemoteCurrency> = (id) => readCurrency(odoo, id),
): Promise<CompanySettings> {
  const { companyId } = odoo.capabilities;
  const wished = [
    'name',
    'currency_id',
    'tax_calculation_rounding_method',
    'account_price_include',
    'account_sale_tax_id',
  ];
  const fields = await presentFields(odoo, 'res.company', wished);
  const [company] = await searchRead(odoo, 'res.company', Company, [['id', '=', companyId]], fields);
  if (!company) throw new OdooError('company_not_allowed', { ids: [companyId] });
  const included = company.account_price_include;
  return {
    id: company.id,
    name: company.name,
    ...(await currencyOf(company.currency_id ?? 0)),
    taxRounding: company.tax_calculation_rounding_method ?? 'round_per_line',
    priceIncluded: included === undefined ? null : included === 'tax_included',
    defaultSaleTaxId: company.account_sale_tax_id ?? null,
  };
}

/** One call. */
export async function readCurrency(odoo: OdooSession, id: number): Promise<RemoteCurrency> {
  const [currency] = await searchRead(
    odoo,
    'res.currency',
    Currency,
    [['id', '=', id]],
    ['name', 'rounding'],
  );
  if (!currency) throw new OdooError('bad_answer', { model: 'res.currency' });
  return { currency: currency.name, currencyRounding: currency.rounding };
}

const Field = z.object({ digits: z.union([z.tuple([z.number(), z.number()]), z.unknown()]) });

/** Field digits tell what a user may not read in decimal.precision (FACTS.md A, Rights); 19 says none and keeps all. One call. */
export async function readDigits(odoo: OdooSession): Promise<RemoteDigits> {
  const fields = ['list_price', 'weight', 'volume'];
  const answer = await odoo.call('product.template', 'fields_get', [fields], { attributes: ['digits'] });
  const told = z.record(z.string(), Field).safeParse(answer).data ?? {};
  const of = (field: string) => {
    const digits = told[field]?.digits;
    return Array.isArray(digits) && typeof digits[1] === 'number' ? digits[1] : null;
  };
  return { priceDigits: of('list_price'), measureDigits: { weight: of('weight'), volume: of('volume') } };
}
