import type { Db } from '@/db/client';
import { products } from '@/db/schema/catalogue';
import { links, origins } from '@/db/schema/sync';
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
  readonly inserts: Inserts;
}

/** New rows of a batch, inserted together; what needs them comes after. */
export class Inserts {
  readonly products: (typeof products.$inferInsert)[] = [];
  readonly links: (typeof links.$inferInsert)[] = [];
  readonly origins: (typeof origins.$inferInsert)[] = [];
  readonly afterwards: (() => Promise<void>)[] = [];

  async flush(tx: Db): Promise<void> {
    for (const rows of chunksOf(this.products)) await tx.insert(products).values(rows);
    for (const rows of chunksOf(this.links)) await tx.insert(links).values(rows);
    for (const rows of chunksOf(this.origins)) await tx.insert(origins).values(rows);
    for (const work of this.afterwards) await work();
  }
}

/** A statement takes at most 65,535 parameters. */
function chunksOf<Row>(rows: readonly Row[], size = 1_000): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, n) =>
    rows.slice(n * size, (n + 1) * size),
  );
}
