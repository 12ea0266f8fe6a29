import { eq } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { products } from '@/db/schema/catalogue';
import { conflicts } from '@/db/schema/inbox';
import { updateProduct } from '@/lib/catalogue/products/update-product';
import { openStage, type Stage } from './stage';

let stage: Stage;
afterEach(() => stage.close());

test.each([
  ['the template', 'a minute later', 60_000],
  ['the template', 'in the second in which it was made', 0],
  ['its variant', 'a minute later', 60_000],
] as const)(
  'what a person types on %s in Odoo between our reading and our writing is not written over (%s)',
  async (what, _when, later) => {
    stage = await openStage();
    let at = Date.now() - (later > 0 ? 120_000 : 0);
    const odoo = await stage.odoo({ version: '17.0', now: () => at });
    const integration = await stage.join(odoo, { conflict_policy: 'manual' });
    const id = await odoo.as('admin', (env) =>
      env.model('product.template').create({ name: 'Bol', default_code: 'B-1', list_price: 10 }),
    );
    await stage.run(integration);
    const [bowl] = await stage.runtime.db.select().from(products).where(eq(products.title, 'Bol'));
    await updateProduct(stage.runtime.ctx, bowl?.id ?? '', { title: 'Bol rouge', sku: 'ROUGE' });
    let typed = false;
    // The last that is asked of a product before it is merged.
    odoo.hooks.beforeCall = async ({ model }) => {
      if (typed || model !== 'ir.attachment') return;
      typed = true;
      at += later;
      await odoo.as('admin', (env) => {
        if (what === 'the template') env.model('product.template').write([id], { name: 'Bol bleu' });
        else
          env
            .model('product.product')
            .write(env.model('product.product').search([]), { default_code: 'BLEU' });
      });
    };
    expect(await stage.run(integration)).toMatchObject({ error: null });
    const there = await odoo.as('admin', (env) => {
      const [variant = 0] = env.model('product.product').search([]);
      return [
        env.model('product.template').text(id, 'name'),
        env.model('product.product').text(variant, 'default_code'),
      ];
    });
    const [asked] = await stage.runtime.db.select().from(conflicts).where(eq(conflicts.status, 'open'));
    if (what === 'the template') {
      expect(there).toEqual(['Bol bleu', 'ROUGE']);
      expect(asked).toMatchObject({ field: 'title', hereValue: 'Bol rouge', odooValue: 'Bol bleu' });
    } else {
      expect(there).toEqual(['Bol rouge', 'BLEU']);
      expect(asked).toMatchObject({ field: 'sku', hereValue: 'ROUGE', odooValue: 'BLEU' });
    }
  },
);
