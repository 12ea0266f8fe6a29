import { validationError } from '../../orm/faults';
import { field } from '../../orm/fields';
import type { Model } from '../../orm/model';
import type { ModelSpec } from '../../orm/model-spec';

/** "Invoice Address" of an address without a name; 19 says "Invoice". */
function kindTitle(model: Model, id: number): string {
  const address = model.env.caps.version >= 19 ? '' : ' Address';
  const titles: Record<string, string> = {
    invoice: `Invoice${address}`,
    delivery: `Delivery${address}`,
    other: `Other${address}`,
  };
  return titles[model.text(id, 'type')] ?? '';
}

/** "CT Customer Ltd, CT Delivery dock". */
function fullName(model: Model, id: number): string {
  const own = model.text(id, 'name') || kindTitle(model, id);
  const parent = model.one(id, 'parent_id');
  return parent === undefined || model.flag(id, 'is_company') ? own : `${model.text(parent, 'name')}, ${own}`;
}

function commercial(model: Model, id: number): number {
  const parent = model.one(id, 'parent_id');
  return parent === undefined || model.flag(id, 'is_company') ? id : commercial(model, parent);
}

function contactAddress(model: Model, id: number): string {
  const root = commercial(model, id);
  const country = model.one(id, 'country_id');
  const state = model.one(id, 'state_id');
  const lines = [
    model.text(root, 'name'),
    model.text(id, 'street'),
    model.text(id, 'street2'),
    `${model.text(id, 'city')} ${state === undefined ? '' : model.env.sudo().model('res.country.state').text(state, 'code')} ${model.text(id, 'zip')}`,
    country === undefined ? '' : model.env.sudo().model('res.country').text(country, 'name'),
  ];
  return lines.join('\n');
}

/** @throws the constraint's fault: only addresses may go without a name (FACTS.md B, Orders: Partners) */
function checkName(model: Model, id: number): void {
  const type = model.text(id, 'type') || 'contact';
  if (type !== 'contact' || model.text(id, 'name') !== '') return;
  throw validationError(
    model.env.caps.version <= 15
      ? 'res_partner_check_name'
      : 'The operation cannot be completed: Contacts require a name',
  );
}

export const partner: ModelSpec = {
  name: 'res.partner',
  displayName: fullName,
  defaults: () => ({ type: 'contact', lang: 'en_US', active: true }),
  compute: {
    complete_name: fullName,
    commercial_partner_id: commercial,
    contact_address: contactAddress,
    country_code: (model, id) => {
      const country = model.one(id, 'country_id');
      return country === undefined ? false : model.env.sudo().model('res.country').get(country, 'code');
    },
    child_ids: (model, id) => [...model.table.where('parent_id', id)],
    // Addresses carry the tax number of the firm they belong to.
    vat: (model, id) => model.row(commercial(model, id))?.vat ?? false,
  },
  keeps: ['vat'],
  create: (model, valsList, next) => {
    const ids = next(valsList);
    for (const id of ids) checkName(model, id);
    return ids;
  },
};

/** States of countries, as far as addresses name them. */
export const countryState: ModelSpec = {
  name: 'res.country.state',
  order: 'code',
  fields: () => ({
    name: field('char', 'State Name', { required: true }),
    code: field('char', 'State Code'),
    country_id: field('many2one', 'Country', { relation: 'res.country' }),
  }),
  access: (_env, op) => (op === 'read' ? true : ['Administration/Settings']),
};

/** Sales teams; orders belong to the first. */
export const team: ModelSpec = {
  name: 'crm.team',
  label: () => 'Sales Team',
  fields: () => ({
    name: field('char', 'Sales Team', { required: true }),
    active: field('boolean', 'Active'),
  }),
  access: (_env, op) => (op === 'read' ? true : ['Sales/Administrator']),
  seed: (env) => {
    env.model('crm.team').create({ name: env.caps.version <= 14 ? 'Europe' : 'Sales' });
  },
};
