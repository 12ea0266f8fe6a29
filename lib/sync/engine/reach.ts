import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import type { Db } from '@/db/client';
import { type LinkKind, links } from '@/db/schema/links';
import { type Fates, readFates } from '@/lib/odoo/intentions/read-fates';
import type { Domain } from '@/lib/odoo/rows';
import type { RunContext } from '../kinds/kind';

type Link = typeof links.$inferSelect;

/** Ids per query, well below PostgreSQL's 65,535 parameters. */
const IDS = 5_000;

/** Records of no company, of the integration's one, or of a company it is a branch of. */
export function ofCompany({ odoo }: Pick<RunContext, 'odoo'>): Domain {
  const { companyChain } = odoo.capabilities;
  return ['|', ['company_id', '=', false], ['company_id', 'in', companyChain]];
}

/** Links of a model that Odoo did not show when it was last asked. */
export function outOfReachLinks({ ctx, integration }: RunContext, model: string): Promise<Link[]> {
  return ctx.db
    .select()
    .from(links)
    .where(
      and(
        eq(links.integrationId, integration.id),
        eq(links.odooModel, model),
        isNotNull(links.outOfReachSince),
        isNull(links.odooDeletedAt),
      ),
    );
}

/**
 * Which of the links a search did not show are really gone, and which are out of sight; what only a replica does not
 * show yet is neither. The ones known to be out of reach are asked about by themselves, so that they make no question
 * of the others' fate longer.
 */
export async function judgeMissing(
  { odoo, run }: RunContext,
  model: string,
  missing: readonly Link[],
): Promise<{ gone: Link[]; away: Link[] }> {
  // Tied by this very run: what was read before does not know it yet.
  const started = run.startedAt ?? run.createdAt;
  const settled = missing.filter((link) => link.createdAt < started);
  const asked = (some: readonly Link[]): Promise<Fates> =>
    readFates(
      odoo,
      model,
      some.map((link) => link.odooId),
    );
  const fresh = await asked(settled.filter((link) => link.outOfReachSince === null));
  const known = await asked(settled.filter((link) => link.outOfReachSince !== null));
  const isGone = (link: Link) => fresh.gone.has(link.odooId) || known.gone.has(link.odooId);
  const isLate = (link: Link) => fresh.late.has(link.odooId) || known.late.has(link.odooId);
  return {
    gone: settled.filter(isGone),
    away: settled.filter((link) => !isGone(link) && !isLate(link)),
  };
}

/**
 * Marks links of records that Odoo does not show without saying that they are gone. What was marked keeps its date.
 * @returns how many records are newly so, a product with its variants as one
 */
export async function markOutOfReach(
  db: Db,
  { ctx, integration }: RunContext,
  kinds: readonly LinkKind[],
  localIds: readonly string[],
): Promise<number> {
  let marked = 0;
  for (let at = 0; at < localIds.length; at += IDS) {
    const rows = await db
      .update(links)
      .set({ outOfReachSince: ctx.now() })
      .where(
        and(
          eq(links.integrationId, integration.id),
          inArray(links.kind, [...kinds]),
          anyOf(links.localId, localIds.slice(at, at + IDS)),
          isNull(links.outOfReachSince),
          isNull(links.odooDeletedAt),
        ),
      )
      .returning({ kind: links.kind });
    marked += rows.filter(({ kind }) => kind === kinds[0]).length;
  }
  return marked;
}

/** They are seen again. */
export async function markInReach(db: Db, linkIds: readonly string[]): Promise<void> {
  for (let at = 0; at < linkIds.length; at += IDS) {
    await db
      .update(links)
      .set({ outOfReachSince: null })
      .where(anyOf(links.id, linkIds.slice(at, at + IDS)));
  }
}
