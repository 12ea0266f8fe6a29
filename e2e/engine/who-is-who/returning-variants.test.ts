import { asc, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { products } from '@/db/schema/catalogue';
import { createProduct } from '@/lib/catalogue/products/create-product';
import { deleteProduct } from '@/lib/catalogue/products/delete-product';
import { resolveConflicts } from '@/lib/sync/history/resolve-conflicts';
import {
  attribute,
  ctx,
  idle,
  inOdoo,
  join,
  line,
  open,
  openErrors,
  questions,
  stage,
  sync,
  variantsOf,
} from './shop';

test.each(['15.0', '18.0'])(
  'variants typed on a product that was put away come back with it as Odoo’s own, at its price (Odoo %s)',
  async (version) => {
    await open(version);
    await join({ conflict_policy: 'odoo' });
    const head = (await createProduct(ctx(), { title: 'Bol', price: '60.00' })).id;
    await sync();
    for (const size of ['L', 'S'])
      await createProduct(ctx(), { parent_id: head, attributes: { Taille: size }, sku: `BOL-${size}` });
    await deleteProduct(ctx(), head);
    const id = await inOdoo((env) => {
      const templates = env.model('product.template');
      const [bowl = 0] = templates.search([['name', '=', 'Bol']]);
      templates.write([bowl], {
        list_price: 100,
        attribute_line_ids: [line(attribute(env, 'Taille', ['M', 'L']))],
      });
      return bowl;
    });
    await sync();
    // One of each side is left: a person says that they are two.
    const [asked] = await questions();
    await resolveConflicts(ctx(), { ids: [asked?.id ?? ''], choice: 'products_manager' });
    await sync();
    await sync();
    const [bowl, ...variants] = await stage.runtime.db
      .select()
      .from(products)
      .orderBy(asc(products.createdAt));
    expect(bowl?.deletedAt).toBeNull();
    expect(variants.map(({ attributes, price }) => [attributes.Taille, price]).toSorted()).toEqual(
      ['L', 'M', 'S'].map((size) => [size, bowl?.price]),
    );
    const extras = await inOdoo((env) => {
      const values = env.model('product.template.attribute.value');
      return [
        variantsOf(env, id).length,
        ...values.search([]).map((value) => values.number(value, 'price_extra')),
      ];
    });
    expect(extras.filter((extra) => extra !== 0)).toHaveLength(1);
    expect(await openErrors()).toEqual([]);
    await idle();
    expect(await stage.runtime.db.$count(products, eq(products.parentId, head))).toBe(3);
  },
);
