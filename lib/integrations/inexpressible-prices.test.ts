import { afterEach, expect, test } from 'vitest';
import { openStage, type Stage } from '@/e2e/engine/stage';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { testIntegration } from './test-connection';

let stage: Stage;
afterEach(() => stage.close());

test('the connection test counts the prices that Odoo cannot bill as typed, and names the setting that mends it', async () => {
  stage = await openStage();
  const { ctx } = stage.runtime;
  const odoo = await stage.odoo({
    version: '18.0',
    seed: (env) => {
      const tax = env.model('account.tax').create({
        name: 'TVA 20 %',
        amount: 20,
        type_tax_use: 'sale',
        price_include_override: 'tax_excluded',
      });
      env.model('product.template').create({ name: 'Lampe', list_price: 100, taxes_id: [[6, 0, [tax]]] });
    },
  });
  const integration = await stage.join(odoo, { direction: 'bidirectional' });
  await stage.run(integration);
  // 15 % on top is what the company gives new products: 240.00 lies between 208.69 and 208.70.
  for (const price of ['240.00', '230.00']) await createProduct(ctx, { title: `À ${price}`, price });
  const details = async (locale: 'fr' | 'en') => {
    const { ok, checks } = await testIntegration(ctx, integration, { locale });
    expect(ok).toBe(true);
    return checks.find(({ id }) => id === 'products')?.details;
  };
  expect(await details('en')).toEqual([
    expect.stringMatching(
      /^1 price of the catalogue’s 3 cannot be billed exactly.*240 becomes (239\.99|240\.01).*round taxes globally/,
    ),
  ]);
  expect(await details('fr')).toEqual([
    expect.stringMatching(/^1 prix du catalogue sur 3 ne peut pas être facturé exactement/),
  ]);

  const importing = await stage.join(odoo, { direction: 'import' });
  const { checks } = await testIntegration(ctx, importing, { locale: 'fr' });
  expect(checks.find(({ id }) => id === 'products')?.details).toBeUndefined();
});
