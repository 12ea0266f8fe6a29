import { and, eq, isNotNull, sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { anyOf } from '@/db/any-of';
import type { Db } from '@/db/client';
import { insertRows } from '@/db/many-rows';
import { links } from '@/db/schema/links';
import { createTemplates } from '@/lib/odoo/intentions/write-products';
import type { Canonical } from '../../../core/canonical';
import { inEngineTransaction } from '../../../engine/engine-transaction';
import { PriceTaxError } from '../../../prices/price-tax-error';
import { toListPrice } from '../../../prices/tax-included';
import { categoryInOdoo } from '../../category/tree';
import type { RunContext } from '../../kind';
import { type Link, TEMPLATE } from '../family';
import { asText, asTextOrNull } from '../fields/values';
import { productExternalId } from '../find/meet-strangers';
import type { Outcome } from '../outcome';
import type { FamilyPlan } from '../plan/plan-family';
import type { Surroundings } from '../surroundings';

/**
 * Makes the templates that Odoo does not have, in one call, and ties them at once, so that a kill from here on finds
 * them by link and before by external id. The price is told with the tax that Odoo gives new products; once the taxes
 * it really gave are known, it is told again if they make another one of it.
 */
export async function createInOdoo(
  around: Surroundings,
  plans: readonly FamilyPlan[],
  outcome: Outcome,
): Promise<Map<string, Link>> {
  const { run, trees } = around;
  const created = new Map<string, Link>();
  if (plans.length === 0) return created;
  const withPrice = run.integration.syncConfig.fields.product.includes('price');
  const guesses = new Map(
    plans.flatMap((plan) => firstPrice(around, plan) ?? []).map((one) => [one.headId, one]),
  );
  const rows = plans.map((plan) => {
    const { result } = plan.head;
    const category = asTextOrNull(result.toOdoo.category ?? plan.head.here.category);
    return {
      externalId: productExternalId(plan.headId),
      values: {
        name: asText(result.toOdoo.title ?? plan.head.here.title),
        description: asText(result.toOdoo.description),
        ...(withPrice ? { listPrice: guesses.get(plan.headId)?.list_price ?? '0' } : {}),
        goods: goodsOf(plan),
        categoryId: categoryInOdoo(category, trees) ?? trees.rootId,
      },
    };
  });
  const results = await createTemplates(run.odoo, rows);
  await inEngineTransaction(run, async (tx) => {
    await freeIds(
      tx,
      run,
      results.flatMap((result) => (result.ok ? result.id : [])),
    );
    const ties = plans.flatMap((plan, n) => {
      const result = results[n];
      if (!result?.ok) {
        if (result) outcome.fail(plan, result.error);
        return [];
      }
      const base: Canonical = {
        title: plan.head.here.title ?? '',
        active: true,
        ...(plan.head.result.toOdoo.description === undefined
          ? {}
          : { description: plan.head.result.toOdoo.description }),
      };
      const memo = { ...(plan.simple ? {} : { extending: [] }), ...guessOf(guesses.get(plan.headId)) };
      return [{ id: v7(), localId: plan.headId, odooId: result.id, base, memo }];
    });
    const alike = {
      integrationId: run.integration.id,
      kind: 'product' as const,
      odooModel: TEMPLATE,
      origin: 'here' as const,
    };
    await insertRows(
      tx,
      links,
      ties.map((tie) => ({ ...alike, ...tie })),
      sql`on conflict do nothing`,
    );
    const made = await tx
      .select()
      .from(links)
      .where(
        anyOf(
          links.id,
          ties.map(({ id }) => id),
        ),
      );
    for (const link of made) created.set(link.localId, link);
  });
  return created;
}

/** An Odoo that went back gives ids anew: what it has unlinked under one of these is tied to it no longer. */
async function freeIds(tx: Db, { integration }: RunContext, odooIds: readonly number[]): Promise<void> {
  await tx
    .delete(links)
    .where(
      and(
        eq(links.integrationId, integration.id),
        eq(links.odooModel, TEMPLATE),
        anyOf(links.odooId, [...odooIds]),
        isNotNull(links.odooDeletedAt),
      ),
    );
}

interface Guess {
  readonly headId: string;
  readonly list_price: string;
  readonly price: string;
}

/** Nobody may buy at nothing meanwhile: the price is right from the start wherever the default tax is the product's. */
function firstPrice({ run, taxesOf }: Surroundings, { headId, head }: FamilyPlan): Guess | null {
  const price = asTextOrNull(head.result.toOdoo.price);
  if (price === null) return null;
  const { company } = run.reference;
  const { defaultSaleTaxId } = company;
  try {
    const taxes = taxesOf(defaultSaleTaxId === null ? [] : [defaultSaleTaxId]);
    return { headId, price, list_price: toListPrice(price, taxes, company) };
  } catch (error) {
    if (error instanceof PriceTaxError) return null;
    throw error;
  }
}

function guessOf(guess: Guess | undefined) {
  return guess ? { guess: { list_price: guess.list_price, price: guess.price } } : {};
}

/** A kit of another Odoo has no bill of materials there: it is sold, and not counted. */
function goodsOf({ family }: FamilyPlan): 'stored' | 'consumable' | 'service' {
  const { stockable = 'stored' } = family.here?.head ?? {};
  return stockable === 'kit' ? 'consumable' : stockable;
}
