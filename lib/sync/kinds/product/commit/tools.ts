import { and, eq, ne, sql } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import type { Db } from '@/db/client';
import { insertRows, updateRows } from '@/db/many-rows';
import { productImages, products } from '@/db/schema/catalogue';
import { links, origins } from '@/db/schema/links';
import { dropMarks, type Mark } from '../../drop-marks';
import type { RunContext } from '../../kind';
import type { Outcome } from '../outcome';
import type { TakenPictures } from './take-pictures';
import type { TiesNow } from './ties-now';

/** What committing a batch works with. */
export interface Tools {
  readonly tx: Db;
  readonly run: RunContext;
  readonly outcome: Outcome;
  readonly taken: TakenPictures;
  readonly ties: TiesNow;
  readonly batch: BatchWrites;
}

/** A record in Odoo keeps its combination for life, so what came from one is never a person's choice of another. */
async function tellOthers(tx: Db, { integration }: RunContext, localIds: readonly string[]): Promise<void> {
  if (localIds.length === 0) return;
  const ofOthers = and(
    ne(links.integrationId, integration.id),
    eq(links.kind, 'variant'),
    anyOf(links.localId, [...localIds]),
  );
  await tx
    .update(links)
    .set({ memo: sql`${links.memo} || jsonb_build_object('renamed', ${products.attributes})` })
    .from(products)
    .where(and(ofOthers, eq(products.id, links.localId)));
}

type Changes<Table extends { $inferInsert: object }> = Partial<Table['$inferInsert']> & { id: string };

/** Rows that a batch writes, each table's in one statement; what needs them comes after. */
export class BatchWrites {
  readonly changedProducts: Changes<typeof products>[] = [];
  readonly changedLinks: Changes<typeof links>[] = [];
  readonly products: (typeof products.$inferInsert)[] = [];
  readonly links: (typeof links.$inferInsert)[] = [];
  readonly origins: (typeof origins.$inferInsert)[] = [];
  readonly pictures: (typeof productImages.$inferInsert)[] = [];
  /** Variants whose combination is called otherwise here from now on: other Odoos have the same one all the same. */
  readonly renamed: string[] = [];
  /** Outbox rows of which all is done. */
  readonly answered: Mark[] = [];
  readonly afterwards: (() => Promise<void>)[] = [];

  async flush(tx: Db, run: RunContext): Promise<void> {
    await updateRows(tx, products, this.changedProducts);
    await updateRows(tx, links, this.changedLinks);
    await insertRows(tx, products, this.products);
    await insertRows(tx, links, this.links);
    await insertRows(tx, origins, this.origins);
    for (const work of this.afterwards) await work();
    await insertRows(
      tx,
      productImages,
      this.pictures,
      sql`on conflict (product_id, sha256) do update set position = excluded.position`,
    );
    await tellOthers(tx, run, this.renamed);
    await dropMarks(tx, run, 'product', this.answered);
  }
}
