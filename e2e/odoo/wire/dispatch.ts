import type { Env } from '../orm/env';
import { accessError, pythonError, validationError } from '../orm/faults';
import { commonMethods, privateMethod } from '../orm/methods';
import type { Model } from '../orm/model';
import type { MethodSpec } from '../orm/model-spec';
import { idsOf, isRecord, type Wire } from '../orm/values';
import type { OdooVersion } from '../version';

const common = new Map<OdooVersion, Record<string, MethodSpec>>();

export function methodOf(model: Model, name: string): MethodSpec | undefined {
  if (model.env.db.without.has(name)) return undefined;
  const { version } = model.env.caps;
  const shared = common.get(version) ?? commonMethods(version);
  common.set(version, shared);
  return model.cls.methods[name] ?? shared[name];
}

/**
 * execute_kw: finds the method, puts positional and named arguments in their places and runs it.
 * @throws OdooFault for private and unknown methods and for wrong arguments, in the version's words
 */
export function executeKw(
  base: Env,
  modelName: string,
  name: string,
  args: readonly Wire[],
  kwargs: { [key: string]: Wire },
): Wire {
  const { context, ...named } = kwargs;
  const env = isRecord(context) ? base.with(context) : base;
  const model = env.model(modelName);
  if (name.startsWith('_')) throw privateMethod(model, name);
  checkLanguage(env);
  checkCompanies(env);
  const method = methodOf(model, name);
  if (!method) throw unknownMethod(model, name);
  const rest = [...args];
  const ids = method.on === 'records' ? idsOf(rest.shift()) : [];
  return method.run(model, ids, placed(name, method, rest, named));
}

function placed(
  name: string,
  method: MethodSpec,
  positional: readonly Wire[],
  named: { [key: string]: Wire },
): { [key: string]: Wire } {
  if (positional.length > method.params.length) {
    const most = method.params.length + 1;
    throw pythonError(
      'TypeError',
      `${qualified(name)}() takes ${most} positional arguments but ${positional.length + 1} were given`,
    );
  }
  const placed: { [key: string]: Wire } = {};
  method.params.forEach((param, at) => {
    if (at < positional.length) placed[param] = positional[at];
  });
  for (const [key, value] of Object.entries(named)) {
    const alias = key === 'vals' && method.params.includes('vals_list') ? 'vals_list' : key;
    if (!method.params.includes(alias)) {
      throw pythonError('TypeError', `${qualified(name)}() got an unexpected keyword argument '${key}'`);
    }
    placed[alias] = value;
  }
  const missing = method.params.slice(0, method.required ?? 0).filter((param) => !(param in placed));
  if (missing.length > 0) {
    const list = missing.map((param) => `'${param}'`).join(' and ');
    throw pythonError(
      'TypeError',
      `${qualified(name)}() missing ${missing.length} required positional argument${missing.length > 1 ? 's' : ''}: ${list}`,
    );
  }
  return placed;
}

function qualified(name: string): string {
  return `BaseModel.${name}`;
}

function unknownMethod(model: Model, name: string): Error {
  const { version } = model.env.caps;
  if (version === 15)
    return pythonError('AttributeError', `type object '${model.name}' has no attribute '${name}'`);
  return pythonError(
    'AttributeError',
    version === 17 || version >= 19
      ? `The method '${model.name}.${name}' does not exist`
      : `The method '${name}' does not exist on the model '${model.name}'`,
  );
}

function checkLanguage(env: Env): void {
  const lang = env.context.lang;
  if (!env.caps.checksLanguage || typeof lang !== 'string' || lang === '' || env.installed(lang)) return;
  throw validationError(`Invalid language code: ${lang}`);
}

function checkCompanies(env: Env): void {
  const asked = idsOf(env.context.allowed_company_ids);
  const own = env.userCompanies();
  if (asked.some((id) => !own.includes(id))) {
    throw accessError('Access to unauthorized or invalid companies.');
  }
}
