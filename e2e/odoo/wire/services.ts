import { accessDenied, OdooFault, pythonError } from '../orm/faults';
import { isRecord, type Wire } from '../orm/values';
import type { Served } from './hooks';
import { versionInfo } from './http';
import { unknownDatabase } from './login';

/** The common service: version, login and authenticate need no user. */
export function commonService(
  served: Served,
  method: string,
  params: readonly Wire[],
  address: string,
): Wire {
  switch (method) {
    case 'version':
      return versionInfo(served);
    case 'about':
      return 'See http://openerp.com';
    case 'authenticate':
      if (params.length < 4) {
        throw pythonError(
          'TypeError',
          "exp_authenticate() missing 1 required positional argument: 'user_agent_env'",
        );
      }
      checkDatabase(served, params[0]);
      return served.logins.authenticate(params[1], params[2], address);
    case 'login':
      checkDatabase(served, params[0]);
      return served.logins.authenticate(params[1], params[2], address);
    default:
      throw new OdooFault('Exception', `Method not found: ${method}`);
  }
}

/** The db service, as far as a client asks it. */
export function databaseService(served: Served, method: string, params: readonly Wire[]): Wire {
  if (!served.db.caps.databaseService) throw pythonError('ValueError', 'Invalid service name: db');
  switch (method) {
    case 'list':
      if (served.hideDatabases) throw accessDenied();
      return [served.db.name];
    case 'db_exist':
      return params[0] === served.db.name;
    case 'server_version':
      return served.release;
    default:
      throw pythonError('KeyError', `Method not found: ${method}`);
  }
}

/** The fault of a service that does not exist. */
export function unknownService(served: Served, name: string): OdooFault {
  return served.db.caps.version <= 15
    ? pythonError(
        'UnboundLocalError',
        "cannot access local variable 'dispatch' where it is not associated with a value",
      )
    : pythonError('KeyError', `'${name}'`);
}

/** @throws the fault of a database that is not there */
export function checkDatabase(served: Served, name: Wire): void {
  if (name === served.db.name) return;
  if (name === 'template1' || name === 'postgres') throw pythonError('KeyError', "'res.users'");
  if ((name === '' || name === false) && served.db.caps.version >= 18)
    throw pythonError('AssertionError', 'Missing database name');
  throw unknownDatabase(name === '' || name === false ? 'odoo' : String(name));
}

/** Arguments of execute_kw and execute as one shape. */
export function objectArguments(
  method: string,
  params: readonly Wire[],
): {
  database: Wire;
  uid: Wire;
  password: Wire;
  model: string;
  name: string;
  args: Wire[];
  kwargs: { [key: string]: Wire };
} {
  const names = ['obj', 'method', ...(method === 'execute_kw' ? ['args'] : [])];
  const missing = names.slice(Math.max(0, params.length - 3)).map((name) => `'${name}'`);
  if (params.length < 3 + names.length && (method === 'execute_kw' || method === 'execute')) {
    const list =
      missing.length > 2
        ? `${missing.slice(0, -1).join(', ')}, and ${missing.at(-1)}`
        : missing.join(' and ');
    throw pythonError(
      'TypeError',
      `${method}() missing ${missing.length} required positional arguments: ${list}`,
    );
  }
  const [database, uid, password, model, name, ...rest] = params;
  if (method === 'execute_kw') {
    const [args, kwargs] = rest;
    return {
      database,
      uid,
      password,
      model: String(model),
      name: String(name),
      args: Array.isArray(args) ? args : [],
      kwargs: isRecord(kwargs) ? { ...kwargs } : {},
    };
  }
  if (method === 'execute') {
    return { database, uid, password, model: String(model), name: String(name), args: rest, kwargs: {} };
  }
  throw pythonError('NameError', `Method not available ${method}`);
}

/** Any thrown thing as a fault; a mistake of ours must show, not hide. */
export function asFault(error: unknown): OdooFault {
  if (error instanceof OdooFault) return error;
  console.error(error);
  return new OdooFault(
    'builtins.RuntimeError',
    error instanceof Error ? (error.stack ?? error.message) : String(error),
  );
}
