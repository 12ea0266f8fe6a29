import type { Env } from '../orm/env';
import { field } from '../orm/fields';
import type { ModelSpec } from '../orm/model-spec';

/** "Invoicing/Billing", as each version names the group. */
export const billing = (v: number): string =>
  v >= 19 ? 'Accounting/Invoicing' : v === 18 ? 'Invoicing/Invoicing' : 'Invoicing/Billing';

/** The group that may change taxes. */
export const billingAdministrator = (v: number): string =>
  v >= 19
    ? 'Accounting/Administrator'
    : v === 18
      ? 'Invoicing/Administrator'
      : 'Invoicing/Billing Administrator';

/** The group that may create contacts. */
export const contactCreation = (v: number): string =>
  v >= 19 ? 'Contact/Creation' : 'Extra Rights/Contact Creation';

/** xmlid, full name (14–17 | 18 | 19), groups it implies. */
const GROUPS: readonly {
  xmlid: string;
  label: (version: number) => string;
  implies: readonly string[];
  since?: number;
}[] = [
  {
    xmlid: 'base.group_user',
    label: (v) => (v >= 19 ? 'Role / User' : 'User types/Internal User'),
    implies: ['product.group_product_variant'],
  },
  {
    xmlid: 'base.group_erp_manager',
    label: (v) => (v >= 19 ? 'Access Rights' : 'Administration/Access Rights'),
    implies: ['base.group_user', 'base.group_allow_export'],
  },
  {
    xmlid: 'base.group_system',
    label: (v) => (v >= 19 ? 'Role / Administrator' : 'Administration/Settings'),
    implies: ['base.group_erp_manager'],
  },
  {
    xmlid: 'base.group_multi_company',
    label: (v) => (v >= 19 ? 'Multi Companies' : 'User types/Multi Companies'),
    implies: [],
  },
  { xmlid: 'base.group_allow_export', label: () => 'Technical/Access to export feature', implies: [] },
  {
    xmlid: 'base.group_partner_manager',
    label: (v) => (v >= 19 ? 'Contact/Creation' : 'Extra Rights/Contact Creation'),
    implies: [],
  },
  {
    xmlid: 'sales_team.group_sale_salesman',
    label: () => 'Sales/User: Own Documents Only',
    implies: ['base.group_user'],
  },
  {
    xmlid: 'sales_team.group_sale_salesman_all_leads',
    label: () => 'Sales/User: All Documents',
    implies: ['sales_team.group_sale_salesman'],
  },
  {
    xmlid: 'sales_team.group_sale_manager',
    label: () => 'Sales/Administrator',
    implies: ['sales_team.group_sale_salesman_all_leads'],
  },
  { xmlid: 'stock.group_stock_user', label: () => 'Inventory/User', implies: ['base.group_user'] },
  {
    xmlid: 'stock.group_stock_manager',
    label: () => 'Inventory/Administrator',
    implies: ['stock.group_stock_user'],
  },
  { xmlid: 'product.group_product_variant', label: () => 'Technical/Manage Product Variants', implies: [] },
  { xmlid: 'product.group_product_pricelist', label: () => 'Technical/Basic Pricelists', implies: [] },
  {
    xmlid: 'product.group_product_manager',
    label: (v) => (v >= 19 ? 'Products/Create' : 'Extra Rights/Product Creation'),
    implies: ['base.group_user'],
    since: 18,
  },
  { xmlid: 'uom.group_uom', label: () => 'Technical/Manage Multiple Units of Measure', implies: [] },
  {
    xmlid: 'stock.group_stock_multi_locations',
    label: () => 'Technical/Manage Multiple Stock Locations',
    implies: [],
  },
  {
    xmlid: 'stock.group_stock_multi_warehouses',
    label: () => 'Technical/Manage Multiple Warehouses',
    implies: [],
  },
  { xmlid: 'stock.group_production_lot', label: () => 'Technical/Manage Lots / Serial Numbers', implies: [] },
  { xmlid: 'account.group_account_invoice', label: billing, implies: ['base.group_user'] },
  {
    xmlid: 'account.group_account_manager',
    label: billingAdministrator,
    implies: ['account.group_account_invoice'],
  },
];

export const ADMIN_GROUPS = [
  'base.group_system',
  'base.group_multi_company',
  'base.group_partner_manager',
  'sales_team.group_sale_manager',
  'stock.group_stock_manager',
  'stock.group_stock_multi_locations',
  'account.group_account_manager',
  'product.group_product_manager',
];

/** Binds an external id to a record. */
export function bindXmlid(env: Env, xmlid: string, model: string, id: number): void {
  const [module = '', name = ''] = xmlid.split('.');
  const table = env.db.table('ir.model.data');
  table.insert(env.tx.journal, {
    id: table.nextId(),
    module,
    name,
    model,
    res_id: id,
    noupdate: true,
    complete_name: xmlid,
    active: true,
    create_date: env.tx.startedAt,
    write_date: env.tx.startedAt,
    create_uid: 1,
    write_uid: 1,
  });
}

/** Id behind an external id, or undefined. */
export function byXmlid(env: Env, xmlid: string): number | undefined {
  const table = env.db.table('ir.model.data');
  const [module = '', name = ''] = xmlid.split('.');
  for (const id of table.where('name', name)) {
    const row = table.rows.get(id);
    if (row?.module === module && typeof row.res_id === 'number') return row.res_id;
  }
  return undefined;
}

export const groupModels: readonly ModelSpec[] = [
  {
    name: 'res.groups',
    label: () => 'Access Groups',
    fields: () => ({
      name: field('char', 'Name', { required: true }),
      full_name: field('char', 'Group Name'),
      implied_ids: field('many2many', 'Inherits', { relation: 'res.groups' }),
    }),
    displayName: (model, id) => model.text(id, 'full_name'),
    access: (_env, op) => (op === 'read' ? true : []),
    seed: (env) => {
      const groups = env.model('res.groups');
      const known = GROUPS.filter((group) => (group.since ?? 0) <= env.caps.version);
      for (const group of known) {
        const label = group.label(env.caps.version);
        const id = groups.create({ name: label.split('/').at(-1) ?? label, full_name: label });
        bindXmlid(env, group.xmlid, 'res.groups', id);
      }
      for (const group of known) {
        const id = byXmlid(env, group.xmlid);
        const implied = group.implies.flatMap((xmlid) => byXmlid(env, xmlid) ?? []);
        if (id !== undefined) groups.set(id, { implied_ids: implied });
      }
    },
  },
];

/** Accounting groups that may read moves and orders; few tests have such users, but refusals name them. */
export function accountingReaders(v: number): readonly string[] {
  const prefix = v >= 19 ? '' : 'Technical/';
  return [billing(v), `${prefix}Show Accounting Features - Readonly`];
}
