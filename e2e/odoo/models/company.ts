import type { Env } from '../orm/env';
import { field } from '../orm/fields';
import type { Model } from '../orm/model';
import type { ModelSpec } from '../orm/model-spec';

const settings = (version: number): string =>
  version >= 19 ? 'Role / Administrator' : 'Administration/Settings';

/** A few countries; the last is that of the demonstration company. */
const COUNTRIES = [
  ['Andorra', 'AD'],
  ['United Arab Emirates', 'AE'],
  ['Afghanistan', 'AF'],
  ['Antigua and Barbuda', 'AG'],
  ['Anguilla', 'AI'],
  ['Albania', 'AL'],
  ['Belgium', 'BE'],
  ['Switzerland', 'CH'],
  ['Germany', 'DE'],
  ['Spain', 'ES'],
  ['France', 'FR'],
  ['Italy', 'IT'],
  ['United States', 'US'],
] as const;

/** Id of the dollar, the currency of the demonstration company. */
const dollarOf = (env: Env): number => (env.caps.version >= 17 ? 1 : 2);

const roundingOf = (env: Env) => (env.caps.version >= 19 ? 'round_globally' : 'round_per_line');

/** "1/4/": from the root down to the company itself. */
function pathOf(model: Model, id: number): string {
  const parent = model.row(id)?.parent_id;
  return `${typeof parent === 'number' ? pathOf(model, parent) : ''}${id}/`;
}

export const companyModels: readonly ModelSpec[] = [
  {
    name: 'res.currency',
    label: () => 'Currency',
    order: 'active desc, name',
    keeps: ['symbol'],
    access: (env, op) => (op === 'read' ? true : [settings(env.caps.version)]),
    seed: (env) => {
      const currencies = env.model('res.currency');
      const euro = ['EUR', '€', 'after'] as const;
      const dollar = ['USD', '$', 'before'] as const;
      const onlyDollar = env.caps.version >= 17;
      for (const [name, symbol, position] of onlyDollar ? [dollar, euro] : [euro, dollar]) {
        currencies.create({
          name,
          symbol,
          rounding: 0.01,
          decimal_places: 2,
          active: name === 'USD' || !onlyDollar,
          position,
        });
      }
    },
    compute: { decimal_places: () => 2, rate: () => 1 },
  },
  {
    name: 'res.lang',
    label: () => 'Languages',
    order: 'active desc, name',
    access: (env, op) => (op === 'read' ? true : [settings(env.caps.version)]),
    methods: {
      get_installed: {
        on: 'model',
        params: [],
        run: (model) =>
          model
            .sudo()
            .search([['active', '=', true]], { order: 'name' })
            .map((id) => [model.text(id, 'code'), model.text(id, 'name')]),
      },
    },
    seed: (env) => {
      for (const [code, name, active] of [
        ['en_US', 'English (US)', true],
        ['fr_FR', 'French / Français', false],
        ['de_DE', 'German / Deutsch', false],
      ] as const) {
        env.model('res.lang').create({
          code,
          name,
          active,
          iso_code: code === 'en_US' ? 'en' : code.slice(0, 2),
          url_code: code,
          date_format: '%m/%d/%Y',
          time_format: '%H:%M:%S',
          week_start: '7',
          direction: 'ltr',

          decimal_point: code === 'en_US' ? '.' : ',',
          thousands_sep: code === 'en_US' ? ',' : ' ',
        });
      }
    },
  },
  {
    name: 'res.company',
    label: () => 'Companies',
    order: 'sequence, name',
    keeps: ['email', 'phone'],
    access: (env, op) => (op === 'read' ? true : [settings(env.caps.version)]),
    // A user sees the companies he belongs to, not those they are branches of.
    rule: (model, id) => model.env.userCompanies().includes(id),
    compute: { parent_path: (model, id) => pathOf(model, id) },
    defaults: (env) => ({
      currency_id: dollarOf(env),
      account_price_include: 'tax_excluded',
      tax_calculation_rounding_method: roundingOf(env),
    }),
    create: (model, list, next) => {
      const ids = next(list);
      for (const id of ids) {
        // A branch works with its parent's money and taxes (seen on 18).
        const parent = model.table.rows.get(Number(model.row(id)?.parent_id));
        if (parent && model.env.caps.version >= 17) {
          const { currency_id = false, account_sale_tax_id = false } = parent;
          model.set(id, { currency_id, account_sale_tax_id });
        }
        const user = model.env.user();
        const companies = Array.isArray(user.company_ids) ? user.company_ids : [];
        model.env.model('res.users').set(model.env.uid, { company_ids: [...companies, id] });
      }
      return ids;
    },
    seed: (env) => {
      const companies = env.model('res.company');
      companies.table.insert(env.tx.journal, {
        id: 1,
        name: 'My Company (San Francisco)',
        currency_id: dollarOf(env),
        country_id: COUNTRIES.length,
        partner_id: 1,
        active: true,
        sequence: 10,
        account_price_include: 'tax_excluded',
        tax_calculation_rounding_method: roundingOf(env),
        create_date: env.tx.startedAt,
        write_date: env.tx.startedAt,
        create_uid: 1,
        write_uid: 1,
      });
    },
  },
  {
    name: 'res.country',
    order: 'name',
    fields: () => ({
      name: field('char', 'Country Name', { translate: true }),
      code: field('char', 'Country Code'),
    }),
    access: (env, op) => (op === 'read' ? true : [settings(env.caps.version)]),
    seed: (env) => {
      for (const [name, code] of COUNTRIES) {
        env.model('res.country').create({ name, code });
      }
    },
  },
];
