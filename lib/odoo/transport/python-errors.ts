import { OdooError, type OdooErrorParams } from '../errors';
import { type Asked, isSerialization, isUnknownMethod, ofAccessError, ofUserError, where } from './fault';

/**
 * Python class and message of a failure, as JSON-2 tells them → OdooError. Finer than XML-RPC's fault codes: access,
 * missing and validation have classes of their own (FACTS.md C §8).
 */
export function errorOfPython(name: string, message: string, status: number, asked: Asked): OdooError {
  const params: OdooErrorParams = { ...where(asked), odooMessage: message.trim() };
  if (isSerialization(`${name} ${message}`)) return new OdooError('serialization', params);
  switch (name) {
    case 'odoo.exceptions.AccessDenied':
    case 'werkzeug.exceptions.Unauthorized':
      return new OdooError('access_denied');
    case 'odoo.exceptions.AccessError':
      return ofAccessError(message, asked);
    case 'odoo.exceptions.MissingError':
    case 'odoo.exceptions.UserError':
    case 'odoo.exceptions.ValidationError':
    case 'odoo.exceptions.RedirectWarning':
      return ofUserError(message, asked);
    case 'werkzeug.exceptions.NotFound':
      if (isUnknownMethod(message, asked.method)) return new OdooError('unknown_method', params);
      return new OdooError(
        asked.model && message.includes(`'${asked.model}'`) ? 'unknown_model' : 'unsupported',
        params,
      );
    case 'builtins.AttributeError':
      return new OdooError(isUnknownMethod(message, asked.method) ? 'unknown_method' : 'traceback', params);
    case 'werkzeug.exceptions.UnprocessableEntity':
      return new OdooError('unsupported', params);
    case 'builtins.ValueError':
      return new OdooError(message.startsWith('Invalid field') ? 'unknown_field' : 'validation', params);
    case 'builtins.KeyError':
      return new OdooError('unknown_field', params);
    case 'psycopg2.OperationalError':
      return new OdooError('server_error', { ...params, status }, 'unknown');
    default:
      return new OdooError('traceback', params);
  }
}
