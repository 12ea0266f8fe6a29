import { z } from 'zod';
import { type GroupName, groupsGranting, type Operation } from '../dialect/groups';
import { OdooError } from '../errors';
import type { NeededRight } from '../needed-rights';
import type { OdooSession } from '../session';

export interface CheckedRight extends NeededRight {
  granted: boolean;
  /** The model does not exist here: its Odoo application is not installed. */
  absent: boolean;
  /** Any of them would grant it. */
  groups: GroupName[];
}

/** Asks Odoo for each right. */
export function checkRights(odoo: OdooSession, needed: readonly NeededRight[]): Promise<CheckedRight[]> {
  return Promise.all(
    needed.map(async (right) => {
      const groups = groupsGranting(right.model, right.operation, odoo.capabilities.major);
      const answer = await mayDo(odoo, right);
      return { ...right, groups, granted: answer === true, absent: answer === 'absent' };
    }),
  );
}

async function mayDo(odoo: OdooSession, { model, operation }: NeededRight): Promise<boolean | 'absent'> {
  if (model === 'stock.quant' && operation !== 'read') {
    const manages = await managesStock(odoo);
    if (manages !== undefined) return manages;
  }
  try {
    return await hasRight(odoo, model, operation);
  } catch (error) {
    if (error instanceof OdooError && error.code === 'unknown_model') return 'absent';
    if (error instanceof OdooError && error.code === 'permission') return false;
    // Nobody can be asked any more: what is refused will say so itself. The connection test names the lost method.
    if (error instanceof OdooError && error.code === 'unknown_method') return true;
    throw error;
  }
}

/** What Odoo says of the user's right to an operation on a model, record rules aside. @throws OdooError unknown_model */
export async function hasRight(odoo: OdooSession, model: string, operation: Operation): Promise<boolean> {
  const answer = await odoo.ways.take('rights', {
    has_access: () => odoo.call(model, 'has_access', [[], operation]),
    check_access_rights: () => odoo.call(model, 'check_access_rights', [operation, false]),
  });
  if (typeof answer === 'boolean') return answer;
  throw new OdooError('bad_answer', { model, method: 'has_access' });
}

/**
 * Where Odoo's answer lies about stock: 14 says no to managers who may, 15–17 say yes to users whose count is
 * then refused. Undefined where its answer holds (18+), or the group cannot be asked.
 */
async function managesStock(odoo: OdooSession): Promise<boolean | undefined> {
  if (odoo.capabilities.major >= 18) return undefined;
  return hasGroup(odoo, 'stock.group_stock_manager');
}

/** `has_group` takes the user's id in front from 18 on (BY-VERSION.md 0). Undefined when the group does not exist. */
export async function hasGroup(odoo: OdooSession, group: string): Promise<boolean | undefined> {
  const args = odoo.capabilities.major >= 18 ? [[odoo.capabilities.uid], group] : [group];
  try {
    return z.boolean().safeParse(await odoo.call('res.users', 'has_group', args)).data;
  } catch (error) {
    if (error instanceof OdooError && error.class !== 'transient' && error.class !== 'authentication')
      return undefined;
    throw error;
  }
}

/**
 * The user is a salesman who is shown his own orders alone, without a fault (FACTS.md, surprise 11). One who holds no
 * right of sales at all is kept back by no such rule: who manages stock reads every order.
 */
export async function seesOwnOrdersOnly(odoo: OdooSession): Promise<boolean> {
  if ((await hasGroup(odoo, 'sales_team.group_sale_salesman_all_leads')) !== false) return false;
  return (await hasGroup(odoo, 'sales_team.group_sale_salesman')) === true;
}
