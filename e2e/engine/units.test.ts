import { eq } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { products } from '@/db/schema/catalogue';
import { runChanges } from '@/db/schema/runs';
import type { Env } from '@/e2e/odoo/orm/env';
import { played } from '@/e2e/support/played-on';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { openStage, type Stage } from './stage';

let stage: Stage;
afterEach(() => stage.close());

function weighIn(env: Env, pounds: boolean): void {
  const settings = env.sudo().model('ir.config_parameter');
  for (const key of ['product.weight_in_lbs', 'product.volume_in_cubic_feet']) {
    const known = settings.search([['key', '=', key]]);
    if (known.length > 0) settings.write(known, { value: pounds ? '1' : '0' });
    else settings.create({ key, value: pounds ? '1' : '0' });
  }
}

test.each(played('14.0', '19.0'))(
  'an Odoo that weighs in pounds is read and written in kilograms, without drift, and a flip is noticed (Odoo %s)',
  async (version) => {
    stage = await openStage();
    const odoo = await stage.odoo({
      version,
      seed: (env) => {
        weighIn(env, true);
        env.model('product.template').create({ name: 'Enclume', weight: 10, volume: 2 });
      },
    });
    const integration = await stage.join(odoo, { direction: 'bidirectional' });
    const here = async () => {
      const [row] = await stage.runtime.db.select().from(products);
      return { id: row?.id ?? '', weight: Number(row?.weight), volume: Number(row?.volume) };
    };
    const there = () =>
      odoo.as('admin', (env) => {
        const [id = 0] = env.model('product.product').search([]);
        return env.model('product.product').number(id, 'weight');
      });
    await stage.run(integration);
    expect(await here()).toMatchObject({ weight: 4.5359, volume: 0.056634 });
    await updateProduct(stage.runtime.ctx, (await here()).id, { title: 'Enclume lourde' });
    await stage.run(integration);
    expect(await there()).toBe(10);

    await updateProduct(stage.runtime.ctx, (await here()).id, { weight: '1' });
    await stage.run(integration);
    expect(await there()).toBe(2.2);
    const idle = await stage.run(integration, { mode: 'full' });
    expect(await stage.runtime.db.select().from(runChanges).where(eq(runChanges.runId, idle.id))).toEqual([]);
    expect((await here()).weight).toBe(1);

    await odoo.as('admin', (env) => weighIn(env, false));
    const flipped = await stage.run(integration);
    expect(flipped.status).toBe('succeeded');
    expect(await here()).toMatchObject({ weight: 2.2, volume: 2 });
    expect(await there()).toBe(2.2);
  },
);
