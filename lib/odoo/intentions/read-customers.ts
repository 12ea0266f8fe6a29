import { z } from 'zod';
import type { PostalAddress } from '@/db/schema/orders';
import * as value from '../dialect/values';
import { searchRead } from '../rows';
import type { OdooSession } from '../session';

export interface Partner {
  name: string;
  email: string | null;
  /** null when nothing of it is known. */
  address: PostalAddress | null;
}

const Row = z.object({
  id: value.id,
  name: value.text,
  display_name: value.text,
  email: value.code,
  street: value.text,
  street2: value.text,
  zip: value.text,
  city: value.text,
  country_id: value.reference,
});

const FIELDS = Object.keys(Row.shape).filter((name) => name !== 'id');

const Country = z.object({ id: value.id, name: value.text });

/**
 * Names, e-mails and addresses of customers, named as Odoo shows them: a contact below a company as "SARL, Zoé", an
 * address without a name of its own as "SARL, Delivery" (FACTS-2 B, Orders). Two calls.
 */
export async function readPartners(odoo: OdooSession, ids: readonly number[]): Promise<Map<number, Partner>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const rows = await searchRead(odoo, 'res.partner', Row, [['id', 'in', wanted]], FIELDS);
  const countryIds = [...new Set(rows.flatMap((row) => row.country_id ?? []))];
  const countries =
    countryIds.length === 0
      ? []
      : await searchRead(odoo, 'res.country', Country, [['id', 'in', countryIds]], ['name']);
  const countryOf = new Map(countries.map((country) => [country.id, country.name]));
  return new Map(
    rows.map((row) => {
      const { street, street2, zip, city } = row;
      const address = { street, street2, zip, city, country: countryOf.get(row.country_id ?? 0) ?? '' };
      const known = Object.values(address).some((part) => part !== '');
      const partner = {
        name: row.display_name || row.name,
        email: row.email,
        address: known ? address : null,
      };
      return [row.id, partner];
    }),
  );
}
