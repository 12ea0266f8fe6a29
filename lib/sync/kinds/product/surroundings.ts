import { and, count, eq, isNull } from 'drizzle-orm';
import { links } from '@/db/schema/links';
import type { RemoteTax } from '@/lib/odoo/records';
import { type PriceTax, saleTaxes } from '../../prices/sale-taxes';
import { filteredIds, readTrees } from '../category/read-trees';
import type { CategoryTrees } from '../category/tree';
import type { RunContext } from '../kind';

/** What a product needs to be read and written besides itself; made once per phase. */
export interface Surroundings {
  readonly run: RunContext;
  readonly trees: CategoryTrees;
  /** Categories of Odoo inside the filter; null: no filter. */
  readonly inside: ReadonlySet<number> | null;
  /** Deletions of this run so far, by the side they were seen on, against how many products are tied. */
  readonly deletions: { readonly known: number; here: number; odoo: number };
  /** Likewise of single variants of products that stay. */
  readonly variantDeletions: { readonly known: number; here: number; odoo: number };
  /** Questions about who is who that this run has asked already. */
  readonly asked: Set<string>;
  /** The same list for the same ids: what is counted with it is known by it. */
  taxesOf(taxIds: readonly number[]): readonly PriceTax[];
}

export async function readSurroundings(run: RunContext): Promise<Surroundings> {
  const trees = await readTrees(run);
  const known: ReadonlyMap<number, RemoteTax> = run.reference.taxes;
  const ofIds = new Map<string, PriceTax[]>();
  return {
    run,
    trees,
    deletions: { known: await countTied(run, 'product'), here: 0, odoo: 0 },
    variantDeletions: { known: await countTied(run, 'variant'), here: 0, odoo: 0 },
    asked: new Set(),
    inside: filteredIds(run, trees.odoo.values()),
    taxesOf: (taxIds) => {
      const key = taxIds.join(' ');
      const taxes = ofIds.get(key) ?? saleTaxes(taxIds, known, run.odoo.capabilities.companyChain);
      ofIds.set(key, taxes);
      return taxes;
    },
  };
}

async function countTied({ ctx, integration }: RunContext, kind: 'product' | 'variant'): Promise<number> {
  const [row] = await ctx.db
    .select({ tied: count() })
    .from(links)
    .where(and(eq(links.integrationId, integration.id), eq(links.kind, kind), isNull(links.odooDeletedAt)));
  return row?.tied ?? 0;
}
