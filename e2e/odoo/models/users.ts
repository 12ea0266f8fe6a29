import { groupIds } from '../orm/access';
import { pythonError, userError } from '../orm/faults';
import { field } from '../orm/fields';
import type { Model } from '../orm/model';
import type { ModelSpec } from '../orm/model-spec';
import { ADMIN_GROUPS, byXmlid } from './groups';

/** Users 1 (the server itself) and 2 (the administrator, admin/admin). */
/** has_group: on the model up to 17, on user ids since. */
function hasGroup(model: Model, uid: number, xmlid: string): boolean {
  return groupIds(model.env, uid).includes(byXmlid(model.env, xmlid) ?? -1);
}

export const userModels: readonly ModelSpec[] = [
  {
    name: 'res.users',
    label: () => 'User',
    order: 'name, login',
    keeps: ['name', 'lang', 'tz', 'email'],
    fields: (version) => ({
      password: field('char', 'Password'),
      [version >= 19 ? 'group_ids' : 'groups_id']: field('many2many', 'Groups', { relation: 'res.groups' }),
    }),
    access: (env, op) =>
      op === 'read' ? true : [env.caps.version >= 19 ? 'Access Rights' : 'Administration/Access Rights'],
    defaults: (env) => ({
      company_id: env.company(),
      company_ids: [[6, 0, [env.company()]]],
      lang: 'en_US',
      active: true,
    }),
    compute: { share: () => false },
    methods: {
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
    name: 'res.users',
    since: 18,
    methods: {
      has_group: {
        on: 'records',
        params: ['group_ext_id'],
        required: 1,
        run: (model, ids, args) =>
          groupIds(model.env, ids[0] ?? 0).includes(byXmlid(model.env, String(args.group_ext_id)) ?? -1),
      },
    },
  },
  {
    name: 'res.users.apikeys',
    label: (env) => (env.caps.version >= 16 ? 'Users API Keys' : 'res.users.apikeys'),
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
    fields: () => ({
      name: field('char', 'Description', { required: true }),
      duration: field('char', 'Duration'),
      expiration_date: field('datetime', 'Expiration Date'),
    }),
    create: (model, list, next) => {
      if (model.env.caps.version === 18) {
        throw pythonError(
          'TypeError',
          "APIKeyDescription.create() missing 1 required positional argument: 'vals_list'",
        );
      }
      return next(list);
    },
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
  {
    name: 'res.users',
    until: 17,
    methods: {
      has_group: {
        on: 'model',
        params: ['group_ext_id'],
        required: 1,
        run: (model, _ids, args) => hasGroup(model, model.env.uid, String(args.group_ext_id)),
      },
    },
  },
  {
    name: 'res.users',
    since: 18,
    methods: {
      has_group: {
        on: 'records',
        params: ['group_ext_id'],
        run: (model, ids, args) => {
          const owner = model.env.caps.version === 18 ? 'Users' : 'ResUsers';
          if (args.group_ext_id === undefined) {
            throw pythonError(
              'TypeError',
              `${owner}.has_group() missing 1 required positional argument: 'group_ext_id'`,
            );
          }
          return hasGroup(model, ids[0] ?? model.env.uid, String(args.group_ext_id));
        },
      },
    },
  },
];
