import { and, eq, isNotNull } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { products } from '@/db/schema/catalogue';
import { syncErrors } from '@/db/schema/inbox';
import { runChanges } from '@/db/schema/runs';
import type { Env } from '@/e2e/odoo/orm/env';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { openStage, type Stage } from './stage';

let stage: Stage;
afterEach(() => stage.close());

const openErrors = () => stage.runtime.db.select().from(syncErrors).where(eq(syncErrors.status, 'open'));

test('differences of price that no extras by value can make are told once, runs go on succeeding, and it ends when they can be made', async () => {
  stage = await openStage();
  const seed = (env: Env) => {
    const line = (name: string, values: readonly string[]) => {
      const attribute = env.model('product.attribute').create({ name });
      const ids = values.map((value) =>
        env.model('product.attribute.value').create({ name: value, attribute_id: attribute }),
      );
      return [0, 0, { attribute_id: attribute, value_ids: [[6, 0, ids]] }];
    };
    env.model('product.template').create({
      name: 'Chemise',
      list_price: 10,
      taxes_id: [],
      attribute_line_ids: [line('Couleur', ['Rouge', 'Bleu']), line('Taille', ['S', 'M'])],
    });
  };
  // From saas~19.1 on a variant has a price of its own, and nothing is inexpressible (own-prices).
  const odoo = await stage.odoo({ version: '15.0', seed }, 'itself');
  const integration = await stage.join(odoo, { direction: 'bidirectional' });
  await stage.run(integration);
  const variants = await stage.runtime.db.select().from(products).where(isNotNull(products.parentId));
  const [corner] = variants;
  await updateProduct(stage.runtime.ctx, corner?.id ?? '', { price: '17.00' });

  for (const mode of ['incremental', 'incremental', 'full'] as const) {
    const before = odoo.log.length;
    const run = await stage.run(integration, { mode });
    expect(run).toMatchObject({ status: 'succeeded', error: null });
    expect((await openErrors()).map(({ code }) => code)).toEqual(['price_extra_inexpressible']);
    expect(odoo.log.slice(before).filter(({ method }) => method === 'write')).toEqual([]);
    const changes = await stage.runtime.db
      .select()
      .from(runChanges)
      .where(and(eq(runChanges.runId, run.id), eq(runChanges.side, 'odoo')));
    expect(changes).toEqual([]);
  }
  const [typed] = await stage.runtime.db
    .select()
    .from(products)
    .where(eq(products.id, corner?.id ?? ''));
  expect(Number(typed?.price)).toBe(17);

  // The other one of its colour costs as much: now the colour makes the difference.
  const twin = variants.find(
    ({ id, attributes }) => id !== corner?.id && attributes.Couleur === corner?.attributes.Couleur,
  );
  await updateProduct(stage.runtime.ctx, twin?.id ?? '', { price: '17.00' });
  expect(await stage.run(integration)).toMatchObject({ status: 'succeeded', error: null });
  expect(await openErrors()).toEqual([]);
});
