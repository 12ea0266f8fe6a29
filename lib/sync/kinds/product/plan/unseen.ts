import { odooInstant } from '@/lib/odoo/dialect/instant';
import { CATCHING_UP_MS } from '@/lib/odoo/replica';
import type { OdooSession } from '@/lib/odoo/session';
import type { Canonical } from '../../../core/canonical';
import type { ProductMemo } from '../fields/memo';

type Unseen = ProductMemo['unseen'];

/**
 * A replica may show for a while what was there before our write (session.readsLag): the date of that state, and until
 * when it is taken for the reason. It ends with the first other date.
 */
export function noteUnseen(
  odoo: OdooSession,
  { before, after }: { before: string | undefined; after: string },
): Unseen {
  if (!odoo.readsLag || before !== after) return undefined;
  const until = new Date(odoo.serverTime().getTime() + CATCHING_UP_MS);
  return { write_date: after, until: odooInstant(until) };
}

/** Whether a state of this date is the one from before our write. */
export function isUnseen(odoo: OdooSession, unseen: Unseen, writeDate: string | null): boolean {
  if (!unseen || writeDate === null || !odoo.readsLag) return false;
  return writeDate <= unseen.write_date && odooInstant(odoo.serverTime()) < unseen.until;
}

/** What Odoo says once our write is seen: what both sides agreed on then. */
export function asAgreed(odoo: Canonical, base: Canonical | null): Canonical {
  const agreed = Object.entries(base ?? {}).filter(([field]) => odoo[field] !== undefined);
  return { ...odoo, ...Object.fromEntries(agreed) };
}
