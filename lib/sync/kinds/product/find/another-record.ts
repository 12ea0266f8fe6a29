import { and, eq, inArray, or } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import { products } from '@/db/schema/catalogue';
import { links } from '@/db/schema/links';
import { instantOf } from '@/lib/odoo/dialect/instant';
import type { RemoteTemplate } from '@/lib/odoo/records';
import { ensureNotOlder, questionIdentity } from '../../../identity/check-identity';
import type { RunContext } from '../../kind';
import type { Link } from '../family';

/**
 * Ties whose id is another record's in Odoo now, as it is after a restored backup has counted on. A tie to a record
 * that was gone already ties nothing: it is cut, and the newcomer is a stranger. A tie to one that was there a moment
 * ago stops the run before it touches either.
 * @returns the ties that still mean what they meant
 * @throws SafetyHalt
 */
export async function sameRecords(
  run: RunContext,
  tied: readonly Link[],
  templates: ReadonlyMap<number, RemoteTemplate>,
): Promise<Link[]> {
  const others = tied.filter((link) => {
    const template = templates.get(link.odooId);
    return template !== undefined && isAnother(link, template.createDate);
  });
  if (others.length === 0) return [...tied];
  if (others.some((link) => link.odooDeletedAt === null)) return questionIdentity(run);
  if (!run.run.dryRun) await cutFamilies(run, others);
  return tied.filter((link) => !others.includes(link));
}

/**
 * Variants have dates of their own: where they alone were written since a backup, their product is who it was, and so is
 * every other that answers for Odoo. @throws SafetyHalt
 */
export async function sameVariants(
  run: RunContext,
  tied: readonly Link[],
  templates: Iterable<RemoteTemplate>,
): Promise<void> {
  const variants = new Map(
    [...templates].flatMap((one) => one.variants.map((variant) => [variant.id, variant])),
  );
  const known = tied.filter(
    (link) => link.kind === 'variant' && !link.odooDeletedAt && variants.has(link.odooId),
  );
  await ensureNotOlder(
    run,
    'variant',
    known.map((link) => ({ ...link, createDate: link.odooCreateDate, dates: link.odooDates })),
    variants,
  );
}

function isAnother(link: Link, createDate: string): boolean {
  if (link.odooCreateDate !== null) return link.odooCreateDate !== createDate;
  // Tied before these dates were kept: one made after its predecessor was gone is another.
  const { odooDeletedAt } = link;
  return odooDeletedAt !== null && instantOf(createDate) > odooDeletedAt;
}

async function cutFamilies({ ctx, integration }: RunContext, heads: readonly Link[]): Promise<void> {
  const ids = heads.map(({ localId }) => localId);
  const variants = ctx.db.select({ id: products.id }).from(products).where(anyOf(products.parentId, ids));
  await ctx.db
    .delete(links)
    .where(
      and(
        eq(links.integrationId, integration.id),
        or(anyOf(links.localId, ids), inArray(links.localId, variants)),
      ),
    );
}
