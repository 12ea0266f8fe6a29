import { z } from 'zod';
import * as value from '../dialect/values';
import { presentFields, searchRead } from '../rows';
import type { OdooSession } from '../session';
import { readUnits, type Unit } from './read-units';

/** What orders refer to and few of which there are. */
export interface OrderReference {
  /** ISO codes by id. */
  readonly currencies: ReadonlyMap<number, string>;
  readonly units: ReadonlyMap<number, Unit>;
  /** Products that the discount wizard of 17 and later made, one a company (FACTS-2 B, Orders). */
  readonly discountProducts: ReadonlySet<number>;
}

const read = new WeakMap<OdooSession, Promise<OrderReference>>();

/** Read once a session, which lasts as long as a run: three calls at most. */
export function orderReference(odoo: OdooSession): Promise<OrderReference> {
  const known = read.get(odoo);
  if (known) return known;
  const reference = readReference(odoo);
  read.set(odoo, reference);
  reference.catch(() => read.delete(odoo));
  return reference;
}

async function readReference(odoo: OdooSession): Promise<OrderReference> {
  const [currencies, units, discountProducts] = await Promise.all([
    readCurrencies(odoo),
    readUnits(odoo),
    readDiscountProducts(odoo),
  ]);
  return { currencies, units, discountProducts };
}

const Currency = z.object({ id: value.id, name: value.text });

async function readCurrencies(odoo: OdooSession): Promise<ReadonlyMap<number, string>> {
  const rows = await searchRead(odoo, 'res.currency', Currency, [], ['name']);
  return new Map(rows.map((row) => [row.id, row.name]));
}

const Company = z.object({ sale_discount_product_id: value.reference });

async function readDiscountProducts(odoo: OdooSession): Promise<ReadonlySet<number>> {
  const fields = await presentFields(odoo, 'res.company', ['sale_discount_product_id']);
  if (fields.length === 0) return new Set();
  const rows = await searchRead(odoo, 'res.company', Company, [], fields);
  return new Set(rows.flatMap((row) => row.sale_discount_product_id ?? []));
}
