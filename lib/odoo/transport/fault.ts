import { OdooError, type OdooErrorParams } from '../errors';

/** What was asked, for the error's params. No arguments: they hold the merchant's data and the key. */
export interface Asked {
  model?: string;
  method?: string;
  database?: string;
}

/**
 * XML-RPC fault → OdooError, by fault code and structure, never by Odoo's sentences, which are translated
 * (FACTS.md A, Rights and Context). 1: traceback, 2: user error, 3: login, 4: access.
 */
export function errorOfFault(code: number | string, text: string, asked: Asked): OdooError {
  switch (code) {
    case 1:
      return ofTraceback(text, asked);
    case 2:
      return ofUserError(text, asked);
    case 3:
      // Text of the plain refusal is a constant; anything else is the cool-down of 14 and 15 (FACTS.md A, Login).
      return new OdooError(text.trim() === 'Access Denied' ? 'access_denied' : 'login_cooldown', {});
    case 4:
      return ofAccessError(text, asked);
    default:
      return new OdooError('traceback', { ...where(asked), odooMessage: lastLine(text) });
  }
}

/** "cannot marshal None": the method answered nothing, after its work was done (FACTS.md B, General traps). */
export function isNothing(code: number | string, text: string): boolean {
  return code === 1 && lastLine(text) === 'TypeError: cannot marshal None unless allow_none is enabled';
}

/** Row locked or changed by another transaction longer than Odoo's own tries (FACTS.md C §5); also load()'s message. */
export function isSerialization(text: string): boolean {
  return /\b(SerializationFailure|LockNotAvailable|DeadlockDetected)\b|could not serialize access|deadlock detected/.test(
    text,
  );
}

function ofTraceback(text: string, asked: Asked): OdooError {
  const line = lastLine(text);
  const params = { ...where(asked), odooMessage: line };
  if (isSerialization(text)) return new OdooError('serialization', params);
  if (isUnknownDatabase(line, asked.database)) {
    return new OdooError('database_not_found', { database: asked.database });
  }
  if (/^psycopg2\.(OperationalError|InterfaceError|pool\.PoolError)/.test(line)) {
    return new OdooError('server_error', params, 'unknown');
  }
  if (/^(ValueError|KeyError): .*Invalid field|^KeyError: '\w+'$/.test(line))
    return new OdooError('unknown_field', params);
  if (line.startsWith('AttributeError: ') && isUnknownMethod(line, asked.method)) {
    return new OdooError('unknown_method', params);
  }
  if (/^ValueError: /.test(line)) return new OdooError('validation', withoutClass(params));
  return new OdooError('traceback', params);
}

/**
 * "The method 'res.users.nosuch' does not exist" and its like (FACTS.md C §3): the sentences differ by version, the
 * method's name stands in quotes in all of them.
 */
export function isUnknownMethod(text: string, method: string | undefined): boolean {
  return method !== undefined && (text.includes(`'${method}'`) || text.includes(`.${method}'`));
}

/** FACTS.md A, Login: not there, no Odoo, or no name given. PostgreSQL may speak the server's language: match its name. */
function isUnknownDatabase(line: string, database: string | undefined): boolean {
  if (line === "KeyError: 'res.users'" || line === 'AssertionError: Missing database name') return true;
  if (!/^psycopg2\.OperationalError: .*FATAL/.test(line)) return false;
  return (
    line.includes('does not exist') ||
    (!!database && ['"', '« ', '„', '»'].some((quote) => line.includes(`${quote}${database}`)))
  );
}

export function ofUserError(text: string, asked: Asked): OdooError {
  const params: OdooErrorParams = { ...where(asked), odooMessage: text.trim() };
  if (isSerialization(text)) return new OdooError('serialization', params);
  const missing = recordInBrackets(text);
  if (missing) return new OdooError('missing_record', { ...params, model: missing.model, ids: missing.ids });
  if (
    asked.model &&
    text.trim().includes(` ${asked.model} `) &&
    !text.includes('\n') &&
    !text.includes('(')
  ) {
    return new OdooError('unknown_model', params);
  }
  const constraint = constraintIn(text);
  return new OdooError('validation', constraint ? { ...params, constraint } : params);
}

/** "(Record: product.template(87,), User: 2)": the brackets stay whatever the language. */
function recordInBrackets(text: string): { model: string; ids: number[] } | undefined {
  const found = /\([^()]*?([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+)\((\d+(?:, ?\d+)*),?\)[^()]*\)/.exec(text);
  if (!found?.[1] || !found[2]) return undefined;
  return { model: found[1], ids: found[2].split(',').map(Number) };
}

/** "You are not allowed to create 'Product' (product.template) records.… \n\t- Products/Create". */
export function ofAccessError(text: string, asked: Asked): OdooError {
  const model = /\(([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+)\)/.exec(text)?.[1] ?? asked.model;
  const groups = groupsIn(text);
  const operation = asked.method === undefined ? undefined : operationOf(asked.method);
  return new OdooError('permission', { ...where(asked), model, operation, groups, odooMessage: text.trim() });
}

/** Groups that Odoo lists as allowed, one a line after a tab and a dash. */
export function groupsIn(text: string): string[] {
  return [...text.matchAll(/^\t- (.+)$/gm)].map((line) => (line[1] ?? '').trim());
}

/** Name of the database constraint in a message: "product_product_barcode_uniq". */
export function constraintIn(text: string): string | undefined {
  return /\b[a-z0-9]+(?:_[a-z0-9]+)+_(?:uniq(?:ue)?(?:_index)?|fkey|check|key)\b/.exec(text)?.[0];
}

export function operationOf(method: string): OdooErrorParams['operation'] {
  if (method === 'create' || method === 'load' || method === 'copy') return 'create';
  if (method === 'unlink') return 'unlink';
  return /^(read|search|fields_get|name_|web_|get_|check_)/.test(method) ? 'read' : 'write';
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1)?.trim() ?? '';
}

function withoutClass(params: OdooErrorParams): OdooErrorParams {
  return { ...params, odooMessage: params.odooMessage?.replace(/^[\w.]+: /, '') };
}

export function where({ model, method }: Asked): OdooErrorParams {
  return { ...(model ? { model } : {}), ...(method ? { method } : {}) };
}
