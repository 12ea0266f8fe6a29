import type { Env } from '@/e2e/odoo/orm/env';
import type { World } from '../world';
import { ALL, anyInOdoo, type Edit, inOdoo } from './edit';

const HIDDEN = ['product.template', 'product.product'] as const;

/** Hides families by a rule of the merchant's own, beside those hidden already. */
function hideByRule(env: Env, template: number): void {
  const variants = env
    .model('product.product')
    .with(ALL)
    .search([['product_tmpl_id', '=', template]]);
  for (const [model, ids] of [
    ['product.template', [template]],
    ['product.product', variants],
  ] as const)
    env.db.hidden.set(model, new Set([...(env.db.hidden.get(model) ?? []), ...ids]));
}

/** For a time the integration's user does not see a product, which nobody touches meanwhile. */
const hide: Edit = (world) =>
  inOdoo(world, (env) => {
    const id = anyInOdoo(world, env, 'product.template', []);
    if (id === undefined) return null;
    if (world.dice.hit(0.5)) {
      hideByRule(env, id);
      return `odoo: a rule hides product.template,${id}`;
    }
    const sudo = env.sudo();
    const other =
      sudo.model('res.company').search([['name', '=', 'Other']])[0] ??
      sudo.model('res.company').create({ name: 'Other' });
    sudo.model('product.template').write([id], { company_id: other });
    return `odoo: product.template,${id} belongs to another company`;
  });

const show: Edit = async (world) => ((await showAll(world)) ? 'odoo: what was hidden is in sight' : null);

/** @returns whether anything was hidden */
export function showAll(world: World): Promise<boolean> {
  return inOdoo(world, (env) => {
    const ruled = HIDDEN.filter((model) => env.db.hidden.delete(model)).length > 0;
    const templates = env.sudo().model('product.template').with(ALL);
    const others = templates.search([['company_id', '!=', false]]);
    if (others.length > 0) templates.write(others, { company_id: false });
    return ruled || others.length > 0;
  });
}

export const EDITS_OF_SIGHT: readonly Edit[] = [hide, show];
