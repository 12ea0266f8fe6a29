import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { alias, except } from 'drizzle-orm/pg-core';
import { anyOf } from '@/db/any-of';
import { categories, products } from '@/db/schema/catalogue';
import { links } from '@/db/schema/links';
import type { Ctx } from '@/lib/context';

/** Kinds whose records say who Odoo is, and the table of Odoo they live in. Orders are Odoo's alone, and follow it as it is. */
export const WITNESSES = {
  category: 'product.category',
  product: 'product.template',
  variant: 'product.product',
} as const;
export type WitnessKind = keyof typeof WITNESSES;
export const WITNESS_KINDS: readonly WitnessKind[] = ['category', 'product', 'variant'];
/** Kinds that are asked every run; a variant's product answers for it. */
export const SAMPLED_KINDS = ['category', 'product'] as const;

export interface KnownLink {
  readonly id: string;
  readonly localId: string;
  readonly odooId: number;
  readonly createDate: string | null;
  readonly dates: string[];
}

const columns = {
  id: links.id,
  localId: links.localId,
  odooId: links.odooId,
  createDate: links.odooCreateDate,
  dates: links.odooDates,
};

/** So many of the newest records answer for all: those are what a restored backup lacks or has otherwise. */
const SAMPLE = 60;

const tied = (integrationId: string, kind: WitnessKind) =>
  and(eq(links.integrationId, integrationId), eq(links.kind, kind), isNull(links.odooDeletedAt));

const alive = (integrationId: string, kind: WitnessKind) =>
  and(tied(integrationId, kind), isNull(links.outOfReachSince));

/** The records made last and those written last, as far as known: a constant number, whatever the catalogue's size. */
export async function newestKnown(ctx: Ctx, integrationId: string, kind: WitnessKind): Promise<KnownLink[]> {
  const [made, written] = await Promise.all(
    [links.odooId, sql`${links.odooDates}->>0`].map((newest) =>
      ctx.db
        .select(columns)
        .from(links)
        .where(alive(integrationId, kind))
        .orderBy(sql`${newest} desc nulls last`)
        .limit(SAMPLE),
    ),
  );
  return [...new Map([...(made ?? []), ...(written ?? [])].map((link) => [link.id, link])).values()];
}

/** Odoo's ids of tied products of which no variant is tied, so that counting variants does not tell of them. */
export async function bareTemplates(ctx: Ctx, integrationId: string, limit: number): Promise<number[]> {
  const head = alias(links, 'head');
  const variant = alias(links, 'variant');
  const withVariants = ctx.db
    .select({ id: sql`coalesce(${products.parentId}, ${products.id})` })
    .from(variant)
    .innerJoin(products, eq(products.id, variant.localId))
    .where(
      and(
        eq(variant.integrationId, integrationId),
        eq(variant.kind, 'variant'),
        isNull(variant.odooDeletedAt),
        isNull(variant.outOfReachSince),
      ),
    );
  const heads = ctx.db
    .select({ id: sql`${head.localId}` })
    .from(head)
    .where(and(eq(head.integrationId, integrationId), eq(head.kind, 'product')));
  const rows = await ctx.db
    .select({ id: links.odooId })
    .from(links)
    .where(and(alive(integrationId, 'product'), inArray(links.localId, except(heads, withVariants))))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** Every known record of a kind; `away`: out of reach when it was last asked for. */
export function allKnown(
  ctx: Ctx,
  integrationId: string,
  kind: WitnessKind,
): Promise<(KnownLink & { readonly away: boolean })[]> {
  return ctx.db
    .select({ ...columns, away: sql<boolean>`${links.outOfReachSince} is not null` })
    .from(links)
    .where(tied(integrationId, kind))
    .orderBy(desc(links.odooId));
}

/** What to call records in a list, by local id. */
export async function labelsOf(
  ctx: Ctx,
  kind: WitnessKind,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows =
    kind === 'product' || kind === 'variant'
      ? await ctx.db
          .select({ id: products.id, label: products.title })
          .from(products)
          .where(anyOf(products.id, [...ids]))
      : await ctx.db
          .select({ id: categories.id, label: categories.name })
          .from(categories)
          .where(anyOf(categories.id, [...ids]));
  return new Map(rows.map(({ id, label }) => [id, label]));
}
