import { pythonError, validationError } from '../orm/faults';
import { field } from '../orm/fields';
import type { Model } from '../orm/model';
import type { ModelSpec } from '../orm/model-spec';
import { billingAdministrator } from './groups';

function checkNames(model: Model, ids: readonly number[]): void {
  if (!model.env.caps.uniqueTaxNames) return;
  for (const id of ids) {
    const row = model.row(id);
    if (!row) continue;
    const twin = [...model.table.rows.values()].find(
      (other) =>
        other.id !== id &&
        other.name === row.name &&
        other.company_id === row.company_id &&
        other.type_tax_use === row.type_tax_use,
    );
    if (!twin) continue;
    const company = model.env.sudo().model('res.company').displayName(Number(row.company_id));
    throw validationError(`Tax names must be unique!\n- ${row.name} in ${company}`);
  }
}

/** Taxes: `price_include` is written up to 17 and follows `price_include_override` and the company from 18 on. */
export const taxModels: readonly ModelSpec[] = [
  {
    name: 'account.tax.group',
    label: () => 'Tax Group',
    fields: () => ({ name: field('char', 'Name', { required: true, translate: true }) }),
    access: (env, op) => (op === 'read' ? true : [billingAdministrator(env.caps.version)]),
    seed: (env) => {
      env.model('account.tax.group').create({ name: 'Tax 15%' });
    },
  },
  {
    name: 'account.tax',
    label: () => 'Tax',
    order: 'sequence, id',
    access: (env, op) => (op === 'read' ? true : [billingAdministrator(env.caps.version)]),
    rule: (model, id) => model.env.sharingCompanies().includes(Number(model.row(id)?.company_id)),
    defaults: (env) => ({
      amount_type: 'percent',
      type_tax_use: 'sale',
      tax_group_id: 1,
      company_id: env.company(),
      sequence: 1,
      ...(env.caps.version >= 15
        ? {
            country_id: Number(env.db.table('res.company').rows.get(1)?.country_id ?? 1),
            is_base_affected: true,
          }
        : {}),
    }),
    create: (model, list, next) => {
      const ids = next(list);
      checkNames(model, ids);
      return ids;
    },
    write: (model, ids, vals, next) => {
      next(ids, vals);
      checkNames(model, ids);
    },
    methods: {
      compute_all: {
        on: 'records',
        params: ['price_unit', 'currency', 'quantity', 'product', 'partner'],
        run: (model) => {
          const { version } = model.env.caps;
          if (version < 18) return undefined;
          const kind = version === 18 ? 'odoo.api.account.tax' : 'odoo.orm.models.account.tax';
          throw pythonError('TypeError', `cannot marshal <class '${kind}'> objects`);
        },
      },
    },
    seed: (env) => {
      const taxes = env.model('account.tax');
      const old = env.caps.version <= 16;
      const name = old ? (env.caps.version === 16 ? 'Tax 15%' : 'Tax 15.00%') : '15%';
      const text = env.caps.version <= 15 ? { description: '15.00%' } : {};
      const sale = taxes.create({ name, amount: 15, type_tax_use: 'sale', ...text });
      const purchase = taxes.create({ name, amount: 15, type_tax_use: 'purchase', ...text });
      env.model('res.company').set(1, { account_sale_tax_id: sale, account_purchase_tax_id: purchase });
    },
  },
  {
    name: 'account.tax',
    since: 18,
    compute: {
      company_price_include: (model, id) => companyMode(model, id),
      price_include: (model, id) =>
        (model.row(id)?.price_include_override || companyMode(model, id)) === 'tax_included',
    },
  },
];

function companyMode(model: Model, id: number): string {
  const company = model.env.db.table('res.company').rows.get(Number(model.row(id)?.company_id));
  return typeof company?.account_price_include === 'string' ? company.account_price_include : 'tax_excluded';
}
