import { groupIds } from '../orm/access';
import { userError } from '../orm/faults';
import { field } from '../orm/fields';
import type { ModelSpec } from '../orm/model-spec';
import { ADMIN_GROUPS, byXmlid } from './groups';

/** Users 1 (the server itself) and 2 (the administrator, admin/admin). */
export const userModels: readonly ModelSpec[] = [
  {
    name: 'res.users',
    label: () => 'User',
    order: 'name, login',
    keeps: ['name', 'lang', 'tz', 'email'],
    fields: (version) => ({
      password: field('char', 'Password'),
      [version === 19 ? 'group_ids' : 'groups_id']: field('many2many', 'Groups', { relation: 'res.groups' }),
    }),
    access: (env, op) =>
      op === 'read' ? true : [env.caps.version === 19 ? 'Access Rights' : 'Administration/Access Rights'],
    defaults: (env) => ({
      company_id: env.company(),
      company_ids: [[6, 0, [env.company()]]],
      lang: 'en_US',
      active: true,
    }),
    compute: { share: () => false },
    methods: {
      has_group: {
        on: 'model',
        params: ['group_ext_id'],
        required: 1,
        run: (model, _ids, args) =>
          groupIds(model.env, model.env.uid).includes(byXmlid(model.env, String(args.group_ext_id)) ?? -1),
      },
      context_get: {
        on: 'model',
        params: [],
        run: (model) => {
          const user = model.env.user();
          const basic = { lang: String(user.lang || 'en_US'), tz: typeof user.tz === 'string' && user.tz };
          return model.env.caps.version >= 16 ? { ...basic, uid: model.env.uid } : basic;
        },
      },
    },
    seed: (env) => {
      const users = env.model('res.users');
      const groups = ADMIN_GROUPS.flatMap((xmlid) => byXmlid(env, xmlid) ?? []);
      for (const [id, name, login, active] of [
        [1, 'OdooBot', '__system__', false],
        [2, 'Mitchell Admin', 'admin', true],
      ] as const) {
        users.table.insert(env.tx.journal, {
          id,
          name,
          login,
          active,
          password: active ? login : false,
          lang: 'en_US',
          tz: active ? 'Europe/Brussels' : false,
          company_id: 1,
          company_ids: [1],
          [env.caps.groupsField]: groups,
          partner_id: active ? 3 : 2,
          create_date: env.tx.startedAt,
          write_date: env.tx.startedAt,
          create_uid: 1,
          write_uid: 1,
        });
      }
    },
  },
  {
    name: 'res.users.apikeys',
    label: () => 'Users API Keys',
    methods: {
      remove: {
        on: 'records',
        params: [],
        run: (model) => {
          if (model.env.caps.version >= 16) throw userError('This method can only be accessed over HTTP');
          return {
            type: 'ir.actions.act_window',
            res_model: 'res.users.identitycheck',
            res_id: 1,
            name: 'Security Control',
            target: 'new',
            views: [[false, 'form']],
          };
        },
      },
    },
    fields: () => ({
      name: field('char', 'Description', { required: true }),
      user_id: field('many2one', 'User', { relation: 'res.users' }),
      scope: field('char', 'Scope'),
      key: field('char', 'Key'),
      expiration_date: field('datetime', 'Expiration Date'),
    }),
    access: (_env, op) => (op === 'read' ? true : []),
    rule: (model, id) => model.row(id)?.user_id === model.env.uid || model.env.uid === 2,
  },
  {
    name: 'res.users.apikeys.description',
    label: () => 'API Key Description',
    fields: () => ({ name: field('char', 'Description', { required: true }) }),
    access: () => true,
    methods: {
      make_key: {
        on: 'records',
        params: [],
        run: (model) => {
          if (model.env.caps.version >= 16) throw userError('This method can only be accessed over HTTP');
          return {
            type: 'ir.actions.act_window',
            res_model: 'res.users.identitycheck',
            res_id: 1,
            name: 'Security Control',
            target: 'new',
            views: [[false, 'form']],
          };
        },
      },
    },
  },
];
