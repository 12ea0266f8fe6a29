import { and, asc, eq, isNull } from 'drizzle-orm';
import { afterEach, expect } from 'vitest';
import { products } from '@/db/schema/catalogue';
import { conflicts, syncErrors } from '@/db/schema/inbox';
import { links } from '@/db/schema/links';
import { runChanges } from '@/db/schema/runs';
import type { Env } from '@/e2e/odoo/orm/env';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { openStage, type Run, type Stage } from '../stage';

/** One merchant's program and one Odoo a test; `open` comes first, `join` once what it meets is there. */
export let stage: Stage;
export let odoo: RunningOdoo;
let integration: string;
afterEach(() => stage.close());

export const ALL = { active_test: false };

export async function open(version = '18.0', now?: () => number): Promise<void> {
  stage = await openStage();
  odoo = await stage.odoo({ version, ...(now ? { now } : {}) });
}

export async function join(sync: Parameters<Stage['join']>[1] = {}): Promise<void> {
  integration = await stage.join(odoo, sync);
}

export const ctx = () => stage.runtime.ctx;
export const inOdoo = <T>(work: (env: Env) => T) => odoo.as('admin', work);

export async function sync(request: Parameters<Stage['run']>[1] = {}): Promise<Run> {
  const run = await stage.run(integration, request);
  expect(run.error).toBeNull();
  return run;
}

/** A full run that finds nothing to do on either side. */
export async function idle(): Promise<void> {
  const before = odoo.log.length;
  const run = await sync({ mode: 'full' });
  expect(await stage.runtime.db.select().from(runChanges).where(eq(runChanges.runId, run.id))).toEqual([]);
  const writes = odoo.log
    .slice(before)
    .filter((call) => ['create', 'write', 'unlink', 'load'].includes(call.method));
  expect(writes).toEqual([]);
}

/** An attribute of its own each time, with its values. */
export function attribute(env: Env, name: string, values: readonly string[], mode = 'always') {
  const id = env.model('product.attribute').create({ name, create_variant: mode });
  return {
    id,
    values: values.map((value) =>
      env.model('product.attribute.value').create({ name: value, attribute_id: id }),
    ),
  };
}

export const line = ({ id, values }: { id: number; values: readonly number[] }) => [
  0,
  0,
  { attribute_id: id, value_ids: [[6, 0, [...values]]] },
];

export function template(
  env: Env,
  name: string,
  lines: readonly ReturnType<typeof line>[],
  vals = {},
): number {
  return env
    .model('product.template')
    .create({ name, list_price: 10, attribute_line_ids: [...lines], ...vals });
}

export const variantsOf = (env: Env, id: number) =>
  env
    .model('product.product')
    .with(ALL)
    .search([['product_tmpl_id', '=', id]], { order: 'id' });

/** Gives a template's variants their codes, in their order. */
export function code(env: Env, id: number, codes: readonly string[]): number[] {
  const variants = variantsOf(env, id);
  for (const [n, sku] of codes.entries())
    env.model('product.product').write([variants[n] ?? 0], { default_code: sku });
  return variants;
}

/** `TS-R Color: Red`, by variant id, archived ones marked; what each line offers. */
export const shownInOdoo = (id: number) =>
  inOdoo((env) => {
    const variants = env.model('product.product').with(ALL);
    const ptavs = env.model('product.template.attribute.value').with(ALL);
    const lines = env.model('product.template.attribute.line').with(ALL);
    return {
      variants: variantsOf(env, id).map((variant) =>
        [
          variants.text(variant, 'default_code') || '-',
          variants
            .many(variant, 'product_template_attribute_value_ids')
            .map((ptav) => ptavs.displayName(ptav))
            .join(', '),
          ...(variants.flag(variant, 'active') ? [] : ['archived']),
        ].join(' '),
      ),
      lines: lines
        .search(
          [
            ['product_tmpl_id', '=', id],
            ['active', '=', true],
          ],
          { order: 'id' },
        )
        .map((one) =>
          lines
            .many(one, 'value_ids')
            .map((value) => env.model('product.attribute.value').text(value, 'name'))
            .join('/'),
        ),
    };
  });

/** `TS-R {"Color":"Red"}` of the live variants here. */
export async function shownHere(headId: string): Promise<string[]> {
  const rows = await stage.runtime.db
    .select()
    .from(products)
    .where(and(eq(products.parentId, headId), isNull(products.deletedAt)))
    .orderBy(asc(products.position));
  return rows.map(({ sku, attributes }) => {
    const sorted = Object.entries(attributes).toSorted(([one], [other]) => one.localeCompare(other));
    return `${sku ?? '-'} ${JSON.stringify(Object.fromEntries(sorted))}`;
  });
}

export const headHere = async () => {
  const [head] = await stage.runtime.db.select().from(products).where(isNull(products.parentId));
  return head?.id ?? '';
};
export const rowHere = async (sku: string) => {
  const [row] = await stage.runtime.db.select().from(products).where(eq(products.sku, sku));
  return row?.id ?? '';
};
export const tieOf = async (localId: string) => {
  const [link] = await stage.runtime.db
    .select()
    .from(links)
    .where(and(eq(links.kind, 'variant'), eq(links.localId, localId)));
  return link?.odooId;
};
export const questions = () =>
  stage.runtime.db
    .select()
    .from(conflicts)
    .where(and(eq(conflicts.reason, 'several_candidates'), eq(conflicts.status, 'open')))
    .orderBy(conflicts.id);
export const openErrors = async () =>
  (await stage.runtime.db.select().from(syncErrors).where(eq(syncErrors.status, 'open'))).map(
    ({ code: name, params }) => ({ code: name, params }),
  );

export const family = (variants: readonly { attributes: Record<string, string>; sku?: string }[]) =>
  createProduct(ctx(), { title: 'T-shirt', price: '10.00', variants: [...variants] });
