import { externalId } from '../orm/external-id';
import { validationError, valueError } from '../orm/faults';
import { field } from '../orm/fields';
import type { Model } from '../orm/model';
import type { ModelSpec } from '../orm/model-spec';
import { unitPrecision } from '../orm/precision';
import { capabilitiesOf } from '../version';
import { contactCreation } from './groups';

const accessRights = (version: number): string =>
  version >= 19 ? 'Access Rights' : 'Administration/Access Rights';
const settings = (version: number): string =>
  version >= 19 ? 'Role / Administrator' : 'Administration/Settings';

export const baseModels: readonly ModelSpec[] = [
  {
    name: 'ir.model.data',
    label: () => 'Model Data',
    order: 'module, model, name',
    compute: {
      complete_name: (model, id) => {
        const module = model.row(id)?.module;
        return module ? `${module}.${model.row(id)?.name}` : String(model.row(id)?.name);
      },
    },
    access: (env, op) =>
      env.caps.version === 14 && (op === 'read' || op === 'create') ? true : [accessRights(env.caps.version)],
    create: (model, list, next) => {
      for (const vals of list) checkExternalId(model, String(vals.module ?? ''), String(vals.name ?? ''));
      return next(list);
    },
    methods: {
      check_object_reference: {
        on: 'model',
        params: ['module', 'xml_id', 'raise_on_access_error'],
        required: 2,
        run: (model, _ids, args) => {
          const found = externalId(model, `${args.module}.${args.xml_id}`);
          if (!found) throw valueError(`External ID not found in the system: ${args.module}.${args.xml_id}`);
          const target = model.env.model(found.model);
          return [found.model, target.search([['id', '=', found.id]]).length > 0 ? found.id : false];
        },
      },
    },
  },
  {
    name: 'ir.model',
    label: () => 'Models',
    fields: () => ({ model: field('char', 'Model'), name: field('char', 'Model Description') }),
    order: 'model',
    access: (env, op) => (env.caps.version === 14 && op === 'read' ? true : [accessRights(env.caps.version)]),
    seed: (env) => {
      for (const cls of env.db.registry.values())
        env.model('ir.model').create({ model: cls.name, name: cls.label(env) });
    },
  },
  {
    name: 'ir.model.fields',
    label: () => 'Fields',
    fields: () => ({
      name: field('char', 'Field Name'),
      model: field('char', 'Model Name'),
      model_id: field('many2one', 'Model', { relation: 'ir.model' }),
      field_description: field('char', 'Field Label'),
      ttype: field('char', 'Field Type'),
    }),
    order: 'name',
    access: (env, op) => (env.caps.version === 14 && op === 'read' ? true : [accessRights(env.caps.version)]),
    seed: (env) => {
      const models = env.db.table('ir.model');
      for (const cls of env.db.registry.values()) {
        const owner = [...models.where('model', cls.name)][0] ?? false;
        for (const [name, def] of Object.entries(cls.fields)) {
          env.model('ir.model.fields').create({
            name,
            model: cls.name,
            model_id: owner,
            field_description: def.string,
            ttype: def.type,
          });
        }
      }
    },
  },
  {
    name: 'ir.config_parameter',
    label: () => 'System Parameter',
    fields: () => ({
      key: field('char', 'Key', { required: true }),
      value: field('text', 'Value', { required: true }),
    }),
    order: 'key',
    access: (env) => [settings(env.caps.version)],
    methods: {
      get_param: {
        on: 'model',
        params: ['key', 'default'],
        required: 1,
        run: (model, _ids, args) => {
          const id = model.search([['key', '=', args.key]])[0];
          return id === undefined ? (args.default ?? false) : model.text(id, 'value');
        },
      },
      set_param: {
        on: 'model',
        params: ['key', 'value'],
        required: 2,
        run: (model, _ids, args) => {
          const id = model.search([['key', '=', args.key]])[0];
          const before = id === undefined ? false : model.text(id, 'value');
          if (id === undefined) model.create({ key: args.key, value: String(args.value) });
          else model.write([id], { value: String(args.value) });
          return before;
        },
      },
    },
    seed: (env) => {
      for (const [key, value] of [
        ['base.login_cooldown_after', '10'],
        ['base.login_cooldown_duration', '60'],
        ['database.uuid', crypto.randomUUID()],
      ]) {
        env.model('ir.config_parameter').create({ key: key ?? '', value: value ?? '' });
      }
    },
  },
  {
    name: 'decimal.precision',
    label: () => 'Decimal Precision',
    fields: () => ({
      name: field('char', 'Usage', { required: true }),
      digits: field('integer', 'Digits', { required: true }),
    }),
    access: (env) => [settings(env.caps.version)],
    seed: (env) => {
      for (const [name, digits] of [
        ['Product Price', 2],
        ['Discount', 2],
        ['Stock Weight', 2],
        ['Volume', 2],
        [unitPrecision(env), 2],
      ] as const) {
        env.model('decimal.precision').create({ name, digits });
      }
    },
  },
  {
    name: 'ir.module.module',
    label: () => 'Module',
    fields: () => ({
      name: field('char', 'Technical Name'),
      state: field('char', 'Status'),
      latest_version: field('char', 'Installed Version'),
    }),
    order: 'name',
    access: (env, op) => (op === 'read' && env.caps.version >= 16 ? true : [settings(env.caps.version)]),
    seed: (env) => {
      for (const name of [
        'base',
        'web',
        'product',
        'uom',
        'account',
        'sale',
        'sale_management',
        'stock',
        'sale_stock',
        'base_automation',
      ]) {
        env.model('ir.module.module').create({
          name,
          state: 'installed',
          latest_version: `${capabilitiesOf(env.caps.version).serie}.1.0`,
        });
      }
      env.model('ir.module.module').create({ name: 'website_sale', state: 'uninstalled' });
    },
  },
  {
    name: 'res.partner',
    label: () => 'Contact',
    order: 'name, id',
    access: (env, op) =>
      op === 'read'
        ? true
        : op === 'unlink'
          ? [contactCreation(env.caps.version)]
          : ['Sales/Administrator', 'Inventory/Administrator', contactCreation(env.caps.version)],
    displayName: (model, id) => {
      const parent = model.one(id, 'parent_id');
      const own = model.text(id, 'name');
      return parent === undefined ? own : `${model.text(parent, 'name')}, ${own}`;
    },
    seed: (env) => {
      for (const name of [
        'My Company (San Francisco)',
        'OdooBot',
        'Mitchell Admin',
        'Azure Interior',
        'Deco Addict',
      ]) {
        env.model('res.partner').create({
          name,
          email: `${name.split(' ')[0]?.toLowerCase()}@example.com`,
          is_company: !name.includes('Admin'),
        });
      }
    },
  },
];

/** @throws ValidationError for a taken external id and for one with blanks */
function checkExternalId(model: Model, module: string, name: string): void {
  const { version } = model.env.caps;
  const prefix = version >= 16 ? 'The operation cannot be completed: ' : '';
  if (/\s/.test(name)) {
    throw validationError(
      version >= 16 ? `${prefix}External IDs cannot contain spaces` : 'ir_model_data_name_nospaces',
    );
  }
  const taken = [...model.table.where('name', name)].some((id) => model.row(id)?.module === module);
  if (taken) {
    throw validationError(
      `${prefix}duplicate key value violates unique constraint "ir_model_data_module_name_uniq_index"\nDETAIL:  Key (module, name)=(${module}, ${name}) already exists.\n`,
    );
  }
}
