import { sql } from 'drizzle-orm';
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

type Changes<Table extends { $inferInsert: object }> = Partial<Table['$inferInsert']> & { id: string };

/** Rows that a batch writes, each table's in one statement; what needs them comes after. */
export class BatchWrites {
  readonly changedProducts: Changes<typeof products>[] = [];
  readonly changedLinks: Changes<typeof links>[] = [];
  readonly products: (typeof products.$inferInsert)[] = [];
  readonly links: (typeof links.$inferInsert)[] = [];
  readonly origins: (typeof origins.$inferInsert)[] = [];
  readonly pictures: (typeof productImages.$inferInsert)[] = [];
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
    await dropMarks(tx, run, 'product', this.answered);
  }
}
