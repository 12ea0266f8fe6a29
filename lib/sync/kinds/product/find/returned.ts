import { outbox } from '@/db/schema/feeds';
import { searchIds } from '@/lib/odoo/rows';
import { inEngineTransaction } from '../../../engine/engine-transaction';
import { markInReach, markOutOfReach, ofCompany, outOfReachLinks } from '../../../engine/reach';
import type { RunContext } from '../../kind';
import { type Family, type Link, PRODUCT, TEMPLATE } from '../family';

/**
 * Templates that were out of reach and are seen again, or of which a variant is: a right given back moves no date. No
 * call while nothing is out of reach.
 */
export async function returnedTemplates(run: RunContext): Promise<number[]> {
  const heads = await outOfReachLinks(run, TEMPLATE);
  const away = new Set(heads.map((link) => link.localId));
  const found = await seenAgain(run, TEMPLATE, heads);
  const variants = (await outOfReachLinks(run, PRODUCT)).filter((link) => !away.has(link.localId));
  const owners = await templatesOf(run, await seenAgain(run, PRODUCT, variants));
  return [...new Set([...found, ...owners])];
}

async function seenAgain(run: RunContext, model: string, away: readonly Link[]): Promise<number[]> {
  if (away.length === 0) return [];
  const ids = away.map((link) => link.odooId);
  return searchIds(run.odoo, model, [['id', 'in', ids], ...ofCompany(run)]);
}

async function templatesOf(run: RunContext, productIds: readonly number[]): Promise<number[]> {
  if (productIds.length === 0) return [];
  return searchIds(run.odoo, TEMPLATE, [['product_variant_ids', 'in', productIds]]);
}

/**
 * After a batch: what it read is in reach again, its stock is compared anew, because nothing names what moved
 * meanwhile; variants that their template does not show are marked.
 */
export async function noteReach(run: RunContext, families: readonly Family[]): Promise<void> {
  const ties = families.flatMap((family) => (family.odoo ? tiesOf(family) : []));
  const back = ties.filter(({ link, shown }) => shown && link.outOfReachSince).map(({ link }) => link);
  const away = ties.filter(({ link, shown }) => !shown && link.outOfReachSince).map(({ link }) => link);
  if (back.length + away.length === 0) return;
  await inEngineTransaction(run, async (tx) => {
    await markInReach(
      tx,
      back.map((link) => link.id),
    );
    await markOutOfReach(
      tx,
      run,
      ['variant'],
      away.map((link) => link.localId),
    );
    const goods = back.filter((link) => link.kind === 'variant');
    if (goods.length === 0) return;
    await tx
      .insert(outbox)
      .values(
        goods.map(({ localId }) => ({
          integrationId: run.integration.id,
          kind: 'stock' as const,
          localId,
        })),
      )
      .onConflictDoNothing();
  });
}

function tiesOf({ odoo, link, variantLinks }: Family): { link: Link; shown: boolean }[] {
  const shown = new Set(odoo?.variants.map((variant) => variant.id));
  return [
    ...(link ? [{ link, shown: true }] : []),
    ...variantLinks
      .filter((one) => one.odooDeletedAt === null)
      .map((one) => ({ link: one, shown: shown.has(one.odooId) })),
  ];
}
