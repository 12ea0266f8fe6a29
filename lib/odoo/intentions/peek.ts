import { z } from 'zod';
import { type Units, unitsNamed } from '../dialect/units';
import * as value from '../dialect/values';
import type { ChangeRow } from '../records';
import { type Domain, type DomainTerm, PAGE, presentFields, searchRead } from '../rows';
import type { OdooSession } from '../session';
import type { Witness } from './read-witnesses';

/** What one look at a table tells. */
export interface Peeked {
  /** Who the asked records are now; absent ones are unlinked or out of sight. */
  readonly witnesses: ReadonlyMap<number, Witness>;
  /** Rows written since, as `changedSince` tells them; empty when that was not asked. */
  readonly changed: readonly ChangeRow[];
  /** In what templates are weighed and measured; null without a template. */
  readonly units: Units | null;
}

interface Question {
  /** Records to be known again. */
  readonly ids: readonly number[];
  /** UTC "YYYY-MM-DD HH:MM:SS"; null: what changed is not asked. */
  readonly since: string | null;
  /** Which changed rows count. */
  readonly filter?: DomainTerm | undefined;
}

const Row = z.object({
  id: value.id,
  create_date: value.datetime,
  write_date: value.datetime,
  weight_uom_name: z.unknown().optional(),
  volume_uom_name: z.unknown().optional(),
});
type Row = z.output<typeof Row>;

const NAMED_UNITS = ['weight_uom_name', 'volume_uom_name'];

/**
 * Known records and everything written since, of a table whose rows own themselves. Null when that is more than a page:
 * then each has to be asked by itself. One call.
 */
export async function peek(
  odoo: OdooSession,
  model: 'product.template' | 'sale.order',
  { ids, since, filter }: Question,
): Promise<Peeked | null> {
  const named = model === 'product.template' ? await presentFields(odoo, model, NAMED_UNITS) : [];
  const fields = ['create_date', 'write_date', ...named];
  const known: Domain = [['id', 'in', ids]];
  const written: Domain =
    since === null ? [] : ['|', ...(filter ? (['&', filter] as const) : []), ['write_date', '>=', since]];
  // Units are told in English.
  const rows = await searchRead(odoo, model, Row, [...written, ...known], fields, {
    order: 'id',
    limit: PAGE,
    context: { lang: 'en_US' },
  });
  if (rows.length === PAGE) return null;
  const asked = new Set(ids);
  const [first] = rows;
  return {
    witnesses: new Map(rows.filter(({ id }) => asked.has(id)).map((row) => [row.id, witness(row)])),
    changed: rows.flatMap(({ id, write_date: writeDate }) =>
      since !== null && writeDate >= since ? { id, writeDate, owner: null } : [],
    ),
    units: first && named.length === NAMED_UNITS.length ? unitsNamed(first) : null,
  };
}

function witness({ id, create_date: createDate, write_date: writeDate }: Row): Witness {
  return { id, createDate, writeDate };
}
