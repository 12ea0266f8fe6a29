/**
 * A Python exception as the server would raise it. XML-RPC shows the odoo.exceptions family as codes 2–4 and
 * everything else as code 1 with a traceback; JSON-RPC shows the class name (FACTS.md C §4, §7).
 */
export class OdooFault extends Error {
  constructor(
    /** "odoo.exceptions.UserError", "builtins.ValueError", "psycopg2.errors.…" */
    readonly python: string,
    message: string,
    /** Extra HTTP status for JSON-2. */
    readonly status?: number,
  ) {
    super(message);
  }

  get code(): 1 | 2 | 3 | 4 {
    switch (this.python) {
      case 'odoo.exceptions.UserError':
      case 'odoo.exceptions.ValidationError':
      case 'odoo.exceptions.MissingError':
      case 'odoo.exceptions.RedirectWarning':
        return 2;
      case 'odoo.exceptions.AccessDenied':
        return 3;
      case 'odoo.exceptions.AccessError':
        return 4;
      default:
        return 1;
    }
  }

  /** "ValueError: …": the last line of the traceback. */
  get lastLine(): string {
    return `${this.python.replace(/^builtins\./, '')}: ${this.message}`;
  }
}

export const userError = (text: string): OdooFault => new OdooFault('odoo.exceptions.UserError', text);
export const validationError = (text: string): OdooFault =>
  new OdooFault('odoo.exceptions.ValidationError', text);
export const accessError = (text: string): OdooFault => new OdooFault('odoo.exceptions.AccessError', text);
export const accessDenied = (text = 'Access Denied'): OdooFault =>
  new OdooFault('odoo.exceptions.AccessDenied', text);
export const pythonError = (kind: string, text: string): OdooFault => new OdooFault(`builtins.${kind}`, text);
export const valueError = (text: string): OdooFault => pythonError('ValueError', text);
export const databaseError = (kind: string, text: string): OdooFault =>
  new OdooFault(`psycopg2.errors.${kind}`, text);

/** Missing record, as write, unlink, copy and methods raise it (FACTS.md B, Archive / delete). */
export function missingError(model: string, ids: readonly number[], uid: number): OdooFault {
  const tuple = ids.length === 1 ? `${ids[0]},` : ids.join(', ');
  return new OdooFault(
    'odoo.exceptions.MissingError',
    `Record does not exist or has been deleted.\n(Record: ${model}(${tuple}), User: ${uid})`,
  );
}
