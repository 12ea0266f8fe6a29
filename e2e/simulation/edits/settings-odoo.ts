import type { Env } from '@/e2e/odoo/orm/env';
import { settle } from '../settle';
import { look } from '../views';
import type { World } from '../world';
import { anyInOdoo, type Edit, inOdoo } from './edit';

const RATES = [20, 10, 5.5];

/** A percent tax of that rate: known, or made now. */
function taxOf(env: Env, rate: number): number {
  const taxes = env.sudo().model('account.tax');
  const name = `TVA ${rate}`;
  return taxes.search([['name', '=', name]])[0] ?? taxes.create({ name, amount: rate, type_tax_use: 'sale' });
}

/** What was typed and has arrived has arrived, whatever a setting makes of it from now on. */
const arrived = async (world: World) => settle(world, (await look(world)).pairs);

/** The list price stays; what it means with taxes does not. */
const changeTax: Edit = async (world) => {
  await arrived(world);
  return inOdoo(world, (env) => {
    const id = anyInOdoo(world, env, 'product.template', []);
    if (id === undefined) return null;
    const taxes = world.dice.hit(0.2) ? [] : [taxOf(env, world.dice.pick(RATES))];
    env.model('product.template').write([id], { taxes_id: [[6, 0, taxes]] });
    return `odoo: taxes ${taxes.join(', ') || 'none'} on product.template,${id}`;
  });
};

/** Of one tax, or from 18 on of all those that leave it to the company. */
const flipIncluded: Edit = async (world) => {
  await arrived(world);
  return inOdoo(world, (env) => {
    const sudo = env.sudo();
    if (env.caps.version >= 18 && world.dice.hit(0.4)) {
      const companies = sudo.model('res.company');
      const included = companies.text(1, 'account_price_include') !== 'tax_included';
      companies.write([1], { account_price_include: included ? 'tax_included' : 'tax_excluded' });
      return `odoo: prices of the company are ${included ? '' : 'not '}with taxes`;
    }
    const taxes = sudo.model('account.tax');
    const [id] = taxes.search([['name', '=', `TVA ${world.dice.pick(RATES)}`]]);
    if (id === undefined) return null;
    const included = !taxes.flag(id, 'price_include');
    taxes.write(
      [id],
      env.caps.version >= 18
        ? { price_include_override: included ? 'tax_included' : 'tax_excluded' }
        : { price_include: included },
    );
    return `odoo: tax ${id} is ${included ? '' : 'not '}in the price`;
  });
};

/** What is kept keeps its digits; what is written from now on has these. */
const changePrecision: Edit = (world) =>
  inOdoo(world, (env) => {
    const precisions = env.sudo().model('decimal.precision');
    const [id] = precisions.search([['name', '=', 'Product Price']]);
    if (id === undefined) return null;
    const digits = world.dice.pick([2, 3, 4]);
    precisions.write([id], { digits });
    return `odoo: prices have ${digits} digits`;
  });

export const EDITS_OF_SETTINGS: readonly Edit[] = [changeTax, changeTax, flipIncluded, changePrecision];
