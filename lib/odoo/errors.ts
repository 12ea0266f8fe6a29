/**
 * Everything that can go wrong on the way to Odoo and back. Closed: messages and remedies are translated by these
 * codes (messages/…/odoo.json), so a new one needs its sentences.
 */
export const ODOO_ERROR_CODES = [
  'unreachable',
  'tls',
  'timeout',
  'not_odoo',
  'redirected',
  'insecure_url',
  'database_not_found',
  'access_denied',
  'login_cooldown',
  'permission',
  'company_not_allowed',
  'language_not_installed',
  'validation',
  'missing_record',
  'serialization',
  'rate_limited',
  'blocked',
  'server_error',
  'traceback',
  'maintenance',
  'bad_answer',
  'too_large',
  'unsupported',
  'unknown_field',
  'unknown_model',
  'unknown_method',
  'mapping',
  'cancelled',
] as const;

export type OdooErrorCode = (typeof ODOO_ERROR_CODES)[number];
export type OdooErrorClass = 'transient' | 'authentication' | 'permission' | 'validation' | 'mapping';

/** Named facts for the translated sentence. Never a secret: no password, key, request body or URL with credentials. */
export interface OdooErrorParams {
  model?: string;
  method?: string;
  operation?: 'read' | 'create' | 'write' | 'unlink';
  /** Groups that Odoo says would allow the operation, in its words. */
  groups?: string[];
  /** Odoo's own words, for a person to read, never to decide by. */
  odooMessage?: string;
  /** Name of the database constraint that refused. */
  constraint?: string;
  field?: string;
  ids?: number[];
  status?: number;
  retryAfterSeconds?: number;
  host?: string;
  location?: string;
  database?: string;
  cause?: string;
  limit?: number;
  [key: string]: unknown;
}

const CLASS_OF: Record<OdooErrorCode, OdooErrorClass> = {
  unreachable: 'transient',
  tls: 'transient',
  timeout: 'transient',
  not_odoo: 'transient',
  redirected: 'mapping',
  insecure_url: 'mapping',
  database_not_found: 'authentication',
  access_denied: 'authentication',
  login_cooldown: 'authentication',
  permission: 'permission',
  company_not_allowed: 'permission',
  language_not_installed: 'mapping',
  validation: 'validation',
  missing_record: 'validation',
  serialization: 'transient',
  rate_limited: 'transient',
  blocked: 'transient',
  server_error: 'transient',
  traceback: 'validation',
  maintenance: 'transient',
  bad_answer: 'transient',
  too_large: 'validation',
  unsupported: 'mapping',
  unknown_field: 'mapping',
  unknown_model: 'mapping',
  unknown_method: 'mapping',
  mapping: 'mapping',
  cancelled: 'transient',
};

/**
 * A failed intention. `sent` says whether Odoo may have done the work all the same: a time-out is not a failure
 * (FACTS.md, surprise 7), so callers look the record up before they send anything again.
 */
export class OdooError extends Error {
  override readonly name = 'OdooError';
  readonly class: OdooErrorClass;

  constructor(
    readonly code: OdooErrorCode,
    readonly params: OdooErrorParams = {},
    /** `no`: never left; `unknown`: left, no answer; `answered`: Odoo refused, nothing was kept. */
    readonly sent: 'no' | 'unknown' | 'answered' = 'answered',
  ) {
    super(params.odooMessage ? `${code}: ${params.odooMessage}` : code);
    this.class = CLASS_OF[code];
  }
}

/** Whether less of the same may well succeed. */
export function isTooMuchAtOnce({ code, params }: OdooError): boolean {
  return code === 'timeout' || code === 'too_large' || params.cause === 'answer_too_large';
}

/**
 * A barcode that another product.product has: until 15 the database alone refuses it, without naming the holder, and counts
 * archived ones too (FACTS.md A, Templates). From 16 on Odoo says in words which products have it.
 */
export function isUnnamedBarcode({ params }: OdooError): boolean {
  return params.constraint === 'product_product_barcode_uniq';
}
