import { OdooError } from '../errors';

/** Failed before anything was sent: Odoo cannot have done the work. */
const NOT_SENT = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** OpenSSL's names of verification failures that Node passes on as `code`. */
const CERTIFICATE =
  /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO|CRL_|INVALID_CA|INVALID_PURPOSE)/;

/**
 * What the socket, DNS or TLS layer threw → OdooError, by codes alone. `deadline` and `aborted` tell our own
 * time-out and the caller's cancellation from Odoo's doings.
 */
export function networkError(thrown: unknown, host: string, deadline: boolean, aborted: boolean): OdooError {
  if (thrown instanceof OdooError) return thrown;
  if (aborted) return new OdooError('cancelled', { host }, 'unknown');
  if (deadline) return new OdooError('timeout', { host }, 'unknown');
  const cause = codeOf(thrown);
  if (CERTIFICATE.test(cause)) return new OdooError('tls', { host, cause }, 'no');
  return new OdooError('unreachable', { host, cause }, NOT_SENT.has(cause) ? 'no' : 'unknown');
}

/** Deepest `code` of an error, its causes and (several addresses tried) its parts. */
function codeOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return 'UNKNOWN';
  const inner = thrown.cause instanceof Error ? codeOf(thrown.cause) : 'UNKNOWN';
  if (inner !== 'UNKNOWN') return inner;
  if ('code' in thrown && typeof thrown.code === 'string') return thrown.code;
  if (thrown instanceof AggregateError) return codeOf(thrown.errors[0]);
  return 'UNKNOWN';
}
