import type { Database } from '../orm/database';
import type { Wire } from '../orm/values';
import { objectCall } from '../wire/call';
import type { Served } from '../wire/hooks';
import { Logins } from '../wire/login';

export type DirectCall = (
  model: string,
  method: string,
  args: Wire[],
  kwargs?: { [key: string]: Wire },
) => Promise<Wire>;

/** Calls methods of a database as the administrator, without a network. */
export function directCalls(db: Database, uid = 2): DirectCall {
  const served: Served = {
    db,
    hooks: {},
    log: [],
    logins: new Logins(db),
    hideDatabases: false,
    release: db.caps.serie,
  };
  return async (model, method, args, kwargs = {}) => {
    const { result } = await objectCall(
      served,
      { uid, model, method, args, kwargs, via: 'xmlrpc' },
      undefined,
    );
    return result;
  };
}
