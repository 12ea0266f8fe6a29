import type { Database } from '../orm/database';
import { accessDenied, missingError, OdooFault, pythonError } from '../orm/faults';
import type { Row } from '../orm/table';
import { plain, type Wire } from '../orm/values';

/** Who may log in, as common.authenticate and execute_kw decide it (FACTS.md A, Login). */
export class Logins {
  /** Credentials this process has checked, until the user is written: a revoked key goes on working in execute_kw. */
  readonly #checked = new Map<string, string>();
  readonly #failures = new Map<string, { count: number; last: number }>();

  constructor(
    private readonly db: Database,
    private readonly now: () => number = Date.now,
  ) {}

  /** The user's id, or false for every reason there is. */
  authenticate(login: Wire, password: Wire, address: string): number | false {
    if (password === '' && this.db.caps.version === 18)
      throw pythonError('AssertionError', 'scope and key required');
    const users = this.db.table('res.users');
    const id = [...users.where('login', String(login))][0];
    const user = id === undefined ? undefined : users.rows.get(id);
    if (this.#closed(address)) return false;
    if (user?.active !== true || typeof password !== 'string' || !this.#fits(user, password)) {
      this.#failed(address);
      return false;
    }
    this.#failures.delete(address);
    this.#checked.set(`${user.id} ${password}`, String(user.write_date));
    return user.id;
  }

  /** The user of an object call. @throws AccessDenied, MissingError */
  check(uid: Wire, password: Wire, address: string): number {
    const id = Number(plain(uid));
    if (!uid || !password || Number.isNaN(id)) throw accessDenied();
    const user = this.db.table('res.users').rows.get(id);
    if (!user) throw missingError('res.users', [id], id);
    if (user.active !== true) throw accessDenied();
    const key = `${id} ${password}`;
    if (this.#checked.get(key) === String(user.write_date)) return id;
    if (this.#closed(address))
      throw accessDenied('Too many login failures, please wait a bit before trying again.');
    if (!this.#fits(user, String(password))) {
      this.#failed(address);
      throw accessDenied();
    }
    this.#checked.set(key, String(user.write_date));
    return id;
  }

  /** The user of a bearer key (JSON-2). @throws the 401 answers */
  bearer(key: string | undefined): number {
    if (!key) {
      throw new OdooFault(
        'werkzeug.exceptions.Unauthorized',
        'User not authenticated, use an API Key with a Bearer Authorization header.',
        401,
      );
    }
    const found = this.#key(key);
    const user = found === undefined ? undefined : this.db.table('res.users').rows.get(found);
    if (user?.active !== true) throw new OdooFault('werkzeug.exceptions.Unauthorized', 'Invalid apikey', 401);
    return user.id;
  }

  #fits(user: Row, password: string): boolean {
    if (password === '') return false;
    if (this.#key(password) === user.id) return true;
    return user.totp_secret !== true && user.password === password;
  }

  /** User id of a living key of scope rpc or without scope. */
  #key(key: string): number | undefined {
    const keys = this.db.table('res.users.apikeys');
    const now = new Date(this.now()).toISOString().slice(0, 19).replace('T', ' ');
    for (const id of keys.where('key', key)) {
      const row = keys.rows.get(id);
      if (!row || (row.scope !== false && row.scope !== 'rpc')) continue;
      if (typeof row.expiration_date === 'string' && row.expiration_date <= now) continue;
      return typeof row.user_id === 'number' ? row.user_id : undefined;
    }
    return undefined;
  }

  #failed(address: string): void {
    if (!this.db.caps.loginCooldown) return;
    const known = this.#failures.get(address);
    this.#failures.set(address, { count: (known?.count ?? 0) + 1, last: this.now() });
  }

  /** 14 and 15: ten failures close the address for a minute. */
  #closed(address: string): boolean {
    const known = this.#failures.get(address);
    return known !== undefined && known.count >= 10 && this.now() - known.last < 60_000;
  }
}

/** F1 of a database that is not there. */
export function unknownDatabase(name: string): OdooFault {
  return new OdooFault(
    'psycopg2.OperationalError',
    `connection to server at "127.0.0.1", port 5432 failed: FATAL:  database "${name}" does not exist\n`,
  );
}
