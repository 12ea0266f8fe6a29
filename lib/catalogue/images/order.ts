import { and, eq, ne } from 'drizzle-orm';
import type { Db } from '@/db/client';
import { productImages } from '@/db/schema/catalogue';

/** Gives the pictures the positions 0, 1, 2, … in the order given; what stands right already is not touched. */
export async function writeOrder(db: Db, imageIds: readonly string[]): Promise<void> {
  for (const [position, id] of imageIds.entries()) {
    await db
      .update(productImages)
      .set({ position })
      .where(and(eq(productImages.id, id), ne(productImages.position, position)));
  }
}
