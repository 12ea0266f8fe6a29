import { afterEach, expect, test } from 'vitest';
import type { RunningOdoo } from '@/e2e/odoo/server';
import { openStage, type Run, type Stage } from './stage';

let stage: Stage;
afterEach(() => stage.close());

async function sync(integration: string, request: Parameters<Stage['run']>[1] = {}): Promise<Run> {
  const run = await stage.run(integration, request);
  expect([run.status, run.error]).toEqual(['succeeded', null]);
  return run;
}

/** `name: active variants` of each product. */
const sold = (odoo: RunningOdoo) =>
  odoo.as('admin', (env) => {
    const templates = env.model('product.template');
    const variants = env.model('product.product');
    return templates
      .search([], { order: 'id' })
      .map(
        (id) => `${templates.text(id, 'name')}: ${variants.search([['product_tmpl_id', '=', id]]).length}`,
      );
  });

test('a family that lost its attribute in one Odoo is one product in the next, and on sale there', async () => {
  stage = await openStage();
  const [first, second] = [await stage.odoo({ version: '18.0' }), await stage.odoo({ version: '14.0' })];
  await first.as('admin', (env) => {
    const attribute = env.model('product.attribute').create({ name: 'Couleur' });
    const values = ['Rouge', 'Vert'].map((name) =>
      env.model('product.attribute.value').create({ name, attribute_id: attribute }),
    );
    env.model('product.template').create({
      name: 'Gamme',
      list_price: 10,
      attribute_line_ids: [[0, 0, { attribute_id: attribute, value_ids: [[6, 0, values]] }]],
    });
  });
  const home = await stage.join(first);
  await sync(home);
  await first.as('admin', (env) => {
    const lines = env.model('product.template.attribute.line');
    lines.unlink(lines.search([]));
  });
  await sync(home);
  const abroad = await stage.join(second, { export_scope: 'all' });
  await sync(abroad, { confirmed: true });
  await sync(abroad);
  expect(await sold(first)).toEqual(['Gamme: 1']);
  expect(await sold(second)).toEqual(['Gamme: 1']);
});
