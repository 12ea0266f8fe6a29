import { products } from '@/db/schema/catalogue';
import type { Env } from '@/e2e/odoo/orm/env';
import type { World } from '../world';

/** Does one random thing as a merchant would; answers what it was, or null when there was nothing to do it to. */
export type Edit = (world: World, n: number) => Promise<string | null>;

/** A price of its own for every number, two decimals. */
export const amount = (n: number) => `${10 + (n % 90)}.${String(n % 100).padStart(2, '0')}`;

export type Row = typeof products.$inferSelect;

/** A random product here: a head, one that has stock and codes of its own, a variant, one without variants, a dead one. */
export async function anyHere(
  world: World,
  where: 'head' | 'unit' | 'variant' | 'deleted' | 'simple',
): Promise<Row | undefined> {
  const rows = await world.runtime.db.select().from(products).orderBy(products.id);
  const parents = new Set(rows.flatMap((row) => row.parentId ?? []));
  const fits: Record<typeof where, (row: Row) => boolean> = {
    head: (row) => row.parentId === null && row.deletedAt === null,
    unit: (row) => row.deletedAt === null && !parents.has(row.id),
    variant: (row) => row.parentId !== null && row.deletedAt === null,
    simple: (row) => row.parentId === null && row.deletedAt === null && !parents.has(row.id),
    deleted: (row) => row.deletedAt !== null && row.parentId === null,
  };
  const found = rows.filter(fits[where]);
  return found.length > 0 ? world.dice.pick(found) : undefined;
}

/** Work of the administrator in Odoo, in one transaction. */
export function inOdoo<T>(world: World, work: (env: Env) => T): Promise<T> {
  return world.odoo.as('admin', work);
}

/** Archived records too. */
export const ALL = { active_test: false };

/** A random record of Odoo. */
export function anyInOdoo(
  world: World,
  env: Env,
  model: string,
  domain: Parameters<ReturnType<Env['model']>['search']>[0],
  context = {},
): number | undefined {
  const ids = env.model(model).with(context).search(domain, { order: 'id' });
  return ids.length > 0 ? world.dice.pick(ids) : undefined;
}
