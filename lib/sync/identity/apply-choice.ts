import { and, eq, isNull, ne, or, sql } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import type { Db } from '@/db/client';
import { categories, products } from '@/db/schema/catalogue';
import { cursors, outbox } from '@/db/schema/feeds';
import { links, stockLinks } from '@/db/schema/links';
import { inEngineTransaction } from '../engine/engine-transaction';
import type { RunContext } from '../kinds/kind';
import { labelsOf, WITNESS_KINDS, WITNESSES } from './known-records';
import type { Looked } from './look';
import type { IdentityChoice } from './state';

/**
 * Carries out what a person chose after Odoo went back, in one transaction and before anything is sent. The run that
 * follows looks at every record anew.
 *
 * `send_again`: ties to records that are another's or gone are cut, so that what is here is made again there and the
 * strangers come as new; where both still have the record, what is here counts. `take_odoo`: what Odoo has not is
 * deleted here, as after an unlink; where both have it, what Odoo says counts.
 */
export async function applyChoice(
  run: RunContext,
  choice: IdentityChoice,
  all: readonly Looked[],
): Promise<void> {
  const report = run.report();
  const prevails = choice === 'send_again' ? 'here' : 'odoo';
  const cut = all.filter(({ finding }) => finding === 'reused' || finding === 'missing');
  if (choice === 'take_odoo') {
    for (const kind of WITNESS_KINDS) {
      const lost = cut.filter((one) => one.kind === kind);
      const ids = lost.map(({ link }) => link.localId);
      const labels = await labelsOf(run.ctx, kind, ids);
      for (const { link } of lost) {
        const subject = {
          kind,
          localId: link.localId,
          odooModel: WITNESSES[kind],
          odooId: link.odooId,
          label: labels.get(link.localId) ?? '',
        };
        report.count(kind, 'deleted_here');
        report.change(subject, {
          side: 'here',
          action: 'delete',
          fields: { active: { before: true, after: false } },
        });
      }
    }
  }
  await inEngineTransaction(run, async (tx) => {
    await forgetCursors(tx, run);
    for (const part of parts(cut)) {
      const ids = part.map(({ link }) => link.localId);
      if (choice === 'take_odoo' && run.mayWriteHere) await putAway(tx, ids);
      await cutTies(tx, run, part);
      if (choice === 'send_again') await markForSending(tx, run, part);
    }
    await letPrevail(tx, run, prevails);
    await report.save(tx);
  });
}

/** The whole catalogue is read anew: positions of the other life of this Odoo say nothing. */
async function forgetCursors(tx: Db, { integration }: RunContext): Promise<void> {
  await tx.delete(cursors).where(eq(cursors.integrationId, integration.id));
}

/** Ties of products with those of their variants, and what their stock agreed on. */
async function cutTies(tx: Db, { integration }: RunContext, cut: readonly Looked[]): Promise<void> {
  const heads = cut.flatMap(({ kind, link }) => (kind === 'variant' ? [] : [link.localId]));
  const family = await familyOf(tx, heads);
  const own = cut.map(({ link }) => link.id);
  const stocked = [...family, ...cut.map(({ link }) => link.localId)];
  await tx
    .delete(links)
    .where(
      and(eq(links.integrationId, integration.id), or(anyOf(links.localId, family), anyOf(links.id, own))),
    );
  await tx
    .delete(stockLinks)
    .where(and(eq(stockLinks.integrationId, integration.id), anyOf(stockLinks.productId, stocked)));
}

async function putAway(tx: Db, ids: readonly string[]): Promise<void> {
  const family = await familyOf(tx, ids);
  const deletedAt = sql`now()`;
  await tx
    .update(products)
    .set({ deletedAt })
    .where(and(anyOf(products.id, family), isNull(products.deletedAt)));
  await tx
    .update(categories)
    .set({ deletedAt })
    .where(and(anyOf(categories.id, [...ids]), isNull(categories.deletedAt)));
}

async function familyOf(tx: Db, ids: readonly string[]): Promise<string[]> {
  const variants = await tx
    .select({ id: products.id })
    .from(products)
    .where(anyOf(products.parentId, [...ids]));
  return [...ids, ...variants.map(({ id }) => id)];
}

async function markForSending(tx: Db, { integration }: RunContext, cut: readonly Looked[]): Promise<void> {
  const variants = cut.flatMap(({ kind, link }) => (kind === 'variant' ? [link.localId] : []));
  const heads = await tx
    .select({ id: products.id, parentId: products.parentId })
    .from(products)
    .where(anyOf(products.id, variants));
  const named = [
    ...heads.map(({ id, parentId }) => `product ${parentId ?? id}`),
    ...cut.flatMap(({ kind, link }) =>
      kind === 'product' || kind === 'category' ? [`${kind} ${link.localId}`] : [],
    ),
  ];
  const marks = [...new Set(named)].map((mark) => {
    const [kind, localId = ''] = mark.split(' ');
    return {
      integrationId: integration.id,
      kind: kind === 'category' ? ('category' as const) : ('product' as const),
      localId,
    };
  });
  if (marks.length > 0) await tx.insert(outbox).values(marks).onConflictDoNothing();
}

/** Every tie that is left is looked at once more, and one side's values count where the two do not agree. */
async function letPrevail(tx: Db, { integration }: RunContext, prevails: 'here' | 'odoo'): Promise<void> {
  await tx
    .update(links)
    .set({ prevails, odooWriteDate: null, odooDates: [] })
    .where(and(eq(links.integrationId, integration.id), ne(links.kind, 'warehouse')));
  await tx.update(stockLinks).set({ prevails }).where(eq(stockLinks.integrationId, integration.id));
}

function parts<T>(items: readonly T[], size = 5_000): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) =>
    items.slice(n * size, (n + 1) * size),
  );
}
