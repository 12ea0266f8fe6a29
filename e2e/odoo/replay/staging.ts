import type { Database } from '../orm/database';
import { Env } from '../orm/env';
import { isRecord } from '../orm/values';
import { ADMIN } from '../server';
import type { Case } from './cases';

/** API keys by the name the recordings give them. */
export const apiKeys = new Map<string, string>();

/** Does what the recorder did to the servers by other means than calls: keys, two-factor logins, revocation. */
export async function betweenCases(db: Database, one: Case): Promise<void> {
  const env = new Env(db, db.begin(), ADMIN, { active_test: false }, true);
  const keys = env.model('res.users.apikeys');
  if (one.step.startsWith('API keys made') && isRecord(one.observed) && Array.isArray(one.observed.keys)) {
    for (const name of one.observed.keys.map(String)) {
      const login = name === 'noscope' || name === 'otherscope' ? 'admin' : name;
      const key = `${name}-key`.padEnd(40, '0');
      apiKeys.set(name, key);
      const scope = name === 'noscope' ? false : name === 'otherscope' ? 'other' : 'rpc';
      keys.create({ name: `CT ${name}`, user_id: userOf(db, login), scope, key });
    }
    db.table('res.users').set(env.tx.journal, userOf(db, 'pm_totp'), 'totp_secret', true);
  }
  if (one.step.startsWith('identity check with the password')) {
    for (const id of [...keys.table.where('user_id', userOf(db, 'pm_revoked'))])
      keys.table.delete(env.tx.journal, id);
  }
}

function userOf(db: Database, login: string): number {
  return [...db.table('res.users').where('login', login)][0] ?? 0;
}
