import { byXmlid } from '@/e2e/odoo/models/groups';
import type { RunningOdoo } from '@/e2e/odoo/server';

/** Makes a user with the groups (external ids; those a version lacks are left out) and answers his key. */
export async function addUser(odoo: RunningOdoo, login: string, groups: readonly string[]): Promise<string> {
  await odoo.as('admin', (env) => {
    const ids = ['base.group_user', ...groups].flatMap((xmlid) => byXmlid(env, xmlid) ?? []);
    const field = env.db.caps.version >= 19 ? 'group_ids' : 'groups_id';
    env.model('res.users').create({ name: login, login, password: `${login}-pw`, [field]: [[6, 0, ids]] });
  });
  return odoo.apiKey(login);
}

export const SALESMAN = ['sales_team.group_sale_salesman', 'stock.group_stock_user'];
export const MANAGER = ['sales_team.group_sale_manager', 'stock.group_stock_manager'];
export const CATALOGUE = [...MANAGER, 'product.group_product_manager'];
