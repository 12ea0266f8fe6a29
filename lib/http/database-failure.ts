import { AppError } from '@/lib/errors';

/** The server is away, is starting or ending, or has no place for us: PostgreSQL's classes 08 and 57P, 53300, and the driver's own. */
const AWAY =
  /^(08...|57P0.|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|CONNECTION_CLOSED|CONNECTION_ENDED|CONNECTION_DESTROYED|CONNECT_TIMEOUT)$/;
/** PostgreSQL's class 22, "data exception": a value that no column of that type can hold. */
const UNSTORABLE = /^22...$/;
const DEEPEST = 5;

/** The codes of PostgreSQL or of its driver in an error and in what caused it. */
export function databaseCodes(error: unknown): string[] {
  const codes: string[] = [];
  let at = error;
  for (let depth = 0; depth < DEEPEST && at instanceof Error; depth++) {
    const code: unknown = Reflect.get(at, 'code');
    if (typeof code === 'string') codes.push(code);
    at = at.cause;
  }
  return codes;
}

/**
 * What a failure of the database means to a caller: `unavailable` while it is away, `unstorable_value` for a value it
 * cannot hold (what no schema foresaw); undefined when the failure is another one.
 */
export function databaseFailure(error: unknown): AppError | undefined {
  for (const code of databaseCodes(error)) {
    if (AWAY.test(code)) return new AppError('unavailable', {}, { cause: error });
    if (UNSTORABLE.test(code)) return new AppError('unstorable_value', {}, { cause: error });
  }
  return undefined;
}
