import { z } from 'zod';
import { odooInstant } from '@/lib/odoo/dialect/instant';
import { CATCHING_UP_MS } from '@/lib/odoo/replica';
import type { OdooSession } from '@/lib/odoo/session';
import type { Canonical } from '../core/canonical';

/**
 * A replica may show for a while what was there before our write (session.readsLag): the date of that state, and until
 * when it is taken for the reason. It ends with the first other date.
 */
export const unseenMark = z.object({ write_date: z.string(), until: z.string() });
export type Unseen = z.infer<typeof unseenMark>;

/**
 * The mark of a state that a replica may go on showing; undefined where there is none. Whether XML-RPC is there to ask
 * the primary shows only once it is asked: the mark is made all the same, and counts while reads lag.
 */
export function markUnseen(odoo: OdooSession, writeDate: string): Unseen | undefined {
  if (odoo.capabilities.transport !== 'json2') return undefined;
  const until = new Date(odoo.serverTime().getTime() + CATCHING_UP_MS);
  return { write_date: writeDate, until: odooInstant(until) };
}

/** Whether a state of this date is the one from before our write. */
export function isUnseen(odoo: OdooSession, unseen: Unseen | undefined, writeDate: string | null): boolean {
  if (!unseen || writeDate === null || !odoo.readsLag) return false;
  return writeDate <= unseen.write_date && odooInstant(odoo.serverTime()) < unseen.until;
}

/** What Odoo says once our write is seen: what both sides agreed on then. */
export function asAgreed(odoo: Canonical, base: Canonical | null): Canonical {
  const agreed = Object.entries(base ?? {}).filter(([field]) => odoo[field] !== undefined);
  return { ...odoo, ...Object.fromEntries(agreed) };
}
