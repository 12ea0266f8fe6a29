import { fieldTranslations } from '../models/translations';
import { checkAccess, hasAccess } from './access';
import { accessError, databaseError, valueError } from './faults';
import { fieldsGet } from './fields-get';
import { named } from './hierarchy';
import { loadMethods } from './load';
import type { Model } from './model';
import type { MethodSpec, Operation } from './model-spec';
import { formattedReadGroup, readGroup } from './read-group';
import { copyRecord, defaultGet, metadata } from './record-methods';
import { type Domain, isRecord, plain, truthy, type Vals, type Wire } from './values';

type Args = { [name: string]: Wire };

const domainOf = (value: Wire): Domain => (Array.isArray(value) ? value : []);
const namesOf = (value: Wire): string[] => (Array.isArray(value) ? value.map(String) : []);
const valsOf = (value: Wire): Vals => (isRecord(value) ? value : {});

function options(args: Args): { offset?: number; limit?: number; order?: string } {
  const limit = plain(args.limit);
  if (typeof limit === 'number' && limit < 0) {
    throw databaseError('InvalidRowCountInLimitClause', 'LIMIT must not be negative');
  }
  return {
    offset: Number(plain(args.offset ?? 0)) || 0,
    limit: typeof limit === 'number' ? limit : 0,
    ...(typeof args.order === 'string' ? { order: args.order } : {}),
  };
}

function operation(value: Wire): Operation {
  const op = String(value);
  if (op === 'read' || op === 'write' || op === 'create' || op === 'unlink') return op;
  throw valueError(`Invalid operation ${op}`);
}

/** The methods every model answers; which of them exist depends on the version (FACTS.md C §3). */
export function commonMethods(version: number): Record<string, MethodSpec> {
  /** search and search_count called their domain `args` up to 15. */
  const domainName = version <= 15 ? 'args' : 'domain';
  const methods: Record<string, MethodSpec> = {
    ...loadMethods,
    search: {
      on: 'model',
      params: [domainName, 'offset', 'limit', 'order', ...(version <= 16 ? ['count'] : [])],
      required: 1,
      run: (model, _ids, args) =>
        truthy(args.count)
          ? model.count(domainOf(args[domainName]))
          : model.search(domainOf(args[domainName]), options(args)),
    },
    search_count: {
      on: 'model',
      params: version >= 16 ? ['domain', 'limit'] : [domainName],
      required: 1,
      run: (model, _ids, args) => {
        const count = model.count(domainOf(args.domain ?? args.args));
        const limit = plain(args.limit);
        return typeof limit === 'number' && limit > 0 ? Math.min(count, limit) : count;
      },
    },
    search_read: {
      on: 'model',
      params: ['domain', 'fields', 'offset', 'limit', 'order', ...(version >= 15 ? ['load'] : [])],
      run: (model, _ids, args) =>
        model.read(model.search(domainOf(args.domain), options(args)), namesOf(args.fields), loadOf(args)),
    },
    read: {
      on: 'records',
      params: ['fields', 'load'],
      run: (model, ids, args) => model.read(ids, namesOf(args.fields), loadOf(args)),
    },
    create: {
      on: 'model',
      params: ['vals_list'],
      required: 1,
      run: (model, _ids, args) =>
        Array.isArray(args.vals_list)
          ? model.create(args.vals_list.map(valsOf))
          : model.create(valsOf(args.vals_list)),
    },
    write: {
      on: 'records',
      params: ['vals'],
      required: 1,
      run: (model, ids, args) => {
        model.write(ids, valsOf(args.vals));
        return true;
      },
    },
    unlink: {
      on: 'records',
      params: [],
      run: (model, ids) => {
        model.unlink(ids);
        return true;
      },
    },
    copy: {
      on: 'records',
      params: ['default'],
      run: (model, ids, args) => {
        const made = ids.map((id) => copyRecord(model, id, valsOf(args.default)));
        return version >= 18 ? made : (made[0] ?? false);
      },
    },
    exists: { on: 'records', params: [], run: (model, ids) => model.exists(ids) },
    fields_get: {
      on: 'model',
      params: ['allfields', 'attributes'],
      run: (model, _ids, args) => fieldsGet(model, namesOf(args.allfields), namesOf(args.attributes)),
    },
    default_get: {
      on: 'model',
      params: ['fields_list'],
      required: 1,
      run: (model, _ids, args) => defaultGet(model, namesOf(args.fields_list)),
    },
    name_search: {
      on: 'model',
      params: ['name', version >= 19 ? 'domain' : 'args', 'operator', 'limit'],
      run: (model, _ids, args) => {
        const text = typeof args.name === 'string' ? args.name : '';
        const within = model.search(domainOf(args.args ?? args.domain));
        const fits = text === '' ? undefined : new Set(named(model, String(args.operator ?? 'ilike'), text));
        const limit = Number(plain(args.limit ?? 100)) || 100;
        const ids = within.filter((id) => !fits || fits.has(id)).slice(0, limit);
        return ids.map((id) => [id, model.sudo().displayName(id)]);
      },
    },
    read_group: {
      on: 'model',
      params: ['domain', 'fields', 'groupby', 'offset', 'limit', 'orderby', 'lazy'],
      required: 3,
      run: (model, _ids, args) =>
        readGroup(model, domainOf(args.domain), args.fields, args.groupby, truthy(args.lazy ?? true)),
    },
    check_access_rights: {
      on: 'model',
      params: ['operation', 'raise_exception'],
      required: 1,
      run: (model, _ids, args) => {
        const op = operation(args.operation);
        if (truthy(args.raise_exception ?? true)) checkAccess(model, op);
        return hasAccess(model, op);
      },
    },
    ...(version >= 19 ? { formatted_read_group: formattedReadGroup } : {}),
    get_metadata: { on: 'records', params: [], run: (model, ids) => metadata(model, ids) },
  };
  if (version >= 16) {
    methods.get_field_translations = {
      on: 'records',
      params: ['field_name', 'langs'],
      required: 1,
      run: (model, ids, args) => fieldTranslations(model, ids, String(args.field_name)),
    };
    methods.update_field_translations = {
      on: 'records',
      params: ['field_name', 'translations', 'source_lang'],
      required: 2,
      run: (model, ids, args) => {
        for (const [lang, text] of Object.entries(valsOf(args.translations))) {
          model.with({ lang }).write(ids, { [String(args.field_name)]: text });
        }
        return true;
      },
    };
  }
  if (version >= 18) {
    methods.has_access = {
      on: 'records',
      params: ['operation'],
      required: 1,
      run: (model, _ids, args) => hasAccess(model, operation(args.operation)),
    };
    methods.check_access = {
      on: 'records',
      params: ['operation'],
      required: 1,
      run: (model, _ids, args) => {
        if (version >= 19) throw privateMethod(model, 'check_access');
        checkAccess(model, operation(args.operation));
        return undefined;
      },
    };
  }
  if (version >= 19) {
    methods.exists = {
      on: 'records',
      params: [],
      run: (model) => {
        throw privateMethod(model, 'exists');
      },
    };
  }
  if (version <= 17) {
    methods.name_get = {
      on: 'records',
      params: [],
      run: (model, ids) => {
        model.mustExist(ids);
        return ids.map((id) => [id, model.displayName(id)]);
      },
    };
  }
  for (const [name, active] of [
    ['action_archive', false],
    ['action_unarchive', true],
  ] as const) {
    methods[name] = {
      on: 'records',
      params: [],
      run: (model, ids) => {
        model.write(
          ids.filter((id) => model.flag(id, 'active') !== active),
          { active },
        );
        return undefined;
      },
    };
  }
  methods.toggle_active = {
    on: 'records',
    params: [],
    run: (model, ids) => {
      for (const id of ids) model.write([id], { active: !model.flag(id, 'active') });
      return undefined;
    },
  };
  // saas~19.1 (read in source): PR 226523, 226551.
  if (version > 19) {
    delete methods.read_group;
    delete methods.check_access_rights;
  }
  return methods;
}

function hasQualifiedNames({ env }: Model): boolean {
  return env.caps.version === 17 || env.caps.version >= 19;
}

/** F4 of a method that may not be called from outside; the wording differs by version. */
export function privateMethod(model: Model, name: string): Error {
  const qualified = hasQualifiedNames(model) ? `'${model.name}.${name}'` : name;
  return accessError(`Private methods (such as ${qualified}) cannot be called remotely.`);
}

function loadOf(args: Args): { load?: boolean } {
  return { load: !('load' in args) || truthy(args.load) };
}
