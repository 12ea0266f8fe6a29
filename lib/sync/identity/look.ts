import type { Ctx } from '@/lib/context';
import { odooInstant } from '@/lib/odoo/dialect/instant';
import { readWitnesses, type Witness } from '@/lib/odoo/intentions/read-witnesses';
import type { OdooSession } from '@/lib/odoo/session';
import { type IdentityFinding, identify } from '../core/identity';
import type { KnownLink, WitnessKind } from './known-records';
import { WITNESSES } from './known-records';
import type { IdentityState } from './state';

export interface Looked {
  readonly kind: WitnessKind;
  readonly link: KnownLink;
  readonly finding: IdentityFinding;
}

/** Clocks of Odoo, of its database and of this machine may disagree by as much. */
const SLACK_MS = 15 * 60_000;

/**
 * Since when every write in Odoo must be later: the last look, less what its clock was set back meanwhile. Null before
 * the first look.
 */
export function lookedAt(ctx: Ctx, odoo: OdooSession, { looked }: IdentityState): string | null {
  if (!looked) return null;
  const elapsed = ctx.now().getTime() - looked.here;
  const setBack = Math.max(0, looked.odoo + elapsed - odoo.serverTime().getTime());
  return odooInstant(new Date(looked.odoo - SLACK_MS - setBack));
}

/** Compares known records with what Odoo has under their ids now. One call per 2,000. */
export async function look(
  odoo: OdooSession,
  kind: WitnessKind,
  known: readonly KnownLink[],
  since: string | null,
): Promise<Looked[]> {
  if (known.length === 0) return [];
  const ids = known.map(({ odooId }) => odooId);
  return compare(kind, known, await readWitnesses(odoo, WITNESSES[kind], ids), since);
}

/** Known records beside what Odoo was seen to have under their ids. */
export function compare(
  kind: WitnessKind,
  known: readonly KnownLink[],
  found: ReadonlyMap<number, Witness>,
  since: string | null,
): Looked[] {
  return known.map((link) => ({ kind, link, finding: identify(link, found.get(link.odooId), since) }));
}
