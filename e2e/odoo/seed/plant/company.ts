import { bindXmlid, byXmlid } from '../../models/groups';
import type { Env } from '../../orm/env';
import type { ShopPlan, UserRole, VatRate } from '../plan';

export interface CompanyIds {
  taxes: Readonly<Record<VatRate, number>>;
  warehouses: Readonly<Record<'shop' | 'depot', number>>;
  places: Readonly<Record<'shop' | 'shelf' | 'depot', number>>;
}

const GROUPS: Record<Exclude<UserRole, 'admin'>, readonly string[]> = {
  sync: [
    'base.group_system',
    'sales_team.group_sale_manager',
    'stock.group_stock_manager',
    'account.group_account_manager',
    'product.group_product_manager',
  ],
  reader: ['base.group_user', 'sales_team.group_sale_salesman', 'stock.group_stock_user'],
};

/** Names the company, its people, taxes and places. */
export function plantCompany(env: Env, plan: ShopPlan, priceIncluded: boolean): CompanyIds {
  const french = env.model('res.lang').search([
    ['code', '=', 'fr_FR'],
    ['active', 'in', [true, false]],
  ])[0];
  if (french !== undefined) env.model('res.lang').set(french, { active: true });
  const france = env.model('res.country').search([['code', '=', 'FR']])[0] ?? false;
  const { name, street, zip, city, vat, email } = plan.company;
  const euro = env.model('res.currency').search([
    ['name', '=', 'EUR'],
    ['active', 'in', [true, false]],
  ])[0];
  if (euro === undefined) throw new Error('the euro is missing');
  env.model('res.currency').set(euro, { active: true });
  env.model('res.company').set(1, {
    name,
    email,
    currency_id: euro,
    account_price_include: priceIncluded ? 'tax_included' : 'tax_excluded',
  });
  env.model('res.partner').set(1, { name, street, zip, city, vat, email, country_id: france });
  for (const user of plan.users) plantUser(env, user);
  return { taxes: plantTaxes(env, priceIncluded, france), ...plantWarehouses(env, plan) };
}

function plantUser(env: Env, user: ShopPlan['users'][number]): void {
  const users = env.model('res.users');
  const groups = user.role === 'admin' ? [] : GROUPS[user.role].flatMap((xmlid) => byXmlid(env, xmlid) ?? []);
  const known = users.search([['login', '=', user.login]])[0];
  const id =
    known ??
    users.create({
      name: user.name,
      login: user.login,
      password: user.password,
      [env.caps.groupsField]: [[6, 0, groups]],
      partner_id: env.model('res.partner').create({ name: user.name, email: user.login }),
    });
  users.set(id, { lang: 'fr_FR' });
  if (known !== undefined) {
    users.set(known, { name: user.name });
    const partner = users.one(known, 'partner_id');
    if (partner !== undefined) env.model('res.partner').set(partner, { name: user.name });
  }
  env.model('res.users.apikeys').create({
    name: 'Products Manager',
    user_id: id,
    scope: 'rpc',
    key: user.apiKey,
    expiration_date: false,
  });
}

function plantTaxes(env: Env, priceIncluded: boolean, country: number | false): CompanyIds['taxes'] {
  const taxes = env.model('account.tax');
  for (const id of taxes.search([])) taxes.write([id], { active: false });
  const tax = (amount: number): number =>
    taxes.create({
      name: `TVA ${String(amount).replace('.', ',')} % ${priceIncluded ? 'TTC' : 'HT'}`,
      amount,
      type_tax_use: 'sale',
      ...(env.caps.version >= 15 ? { country_id: country } : {}),
      ...(env.caps.priceIncludeOverride
        ? { price_include_override: priceIncluded ? 'tax_included' : 'tax_excluded' }
        : { price_include: priceIncluded }),
    });
  const ids = { 20: tax(20), 5.5: tax(5.5) };
  env.model('res.company').set(1, { account_sale_tax_id: ids[20], account_purchase_tax_id: false });
  return ids;
}

function plantWarehouses(env: Env, plan: ShopPlan): Pick<CompanyIds, 'warehouses' | 'places'> {
  const model = env.model('stock.warehouse');
  const ids = { shop: 1, depot: 0 };
  const places = { shop: 0, shelf: 0, depot: 0 };
  for (const warehouse of plan.warehouses) {
    const vals = { name: warehouse.name, code: warehouse.code };
    if (warehouse.key === 'shop') model.write([1], vals);
    else ids.depot = model.create(vals);
    const stock = model.one(ids[warehouse.key], 'lot_stock_id') ?? 0;
    places[warehouse.key] = stock;
    if (warehouse.shelf !== null) {
      places.shelf = env
        .model('stock.location')
        .create({ name: warehouse.shelf, location_id: stock, usage: 'internal' });
    }
    bindXmlid(env, `clairval.warehouse_${warehouse.key}`, 'stock.warehouse', ids[warehouse.key]);
  }
  return { warehouses: ids, places };
}
