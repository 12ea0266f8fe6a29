import { z } from 'zod';
import { OdooError } from './errors';
import { groupsIn, isSerialization, ofUserError } from './transport/fault';

const Message = z.looseObject({
  type: z.string(),
  message: z.string(),
  record: z.number().optional(),
  rows: z.object({ from: z.number() }).optional(),
  field: z.union([z.string(), z.literal(false)]).optional(),
});
export const LoadAnswer = z.object({
  ids: z.union([z.array(z.union([z.number(), z.literal(false)])), z.literal(false)]),
  messages: z.array(Message),
});

export type LoadAnswer = z.infer<typeof LoadAnswer>;

/** The message by which Odoo says: somebody else was at it, try again (FACTS.md C §5). */
export function clashIn({ messages }: LoadAnswer): OdooError | null {
  const clash = messages.find(({ message }) => isSerialization(message));
  return clash ? new OdooError('serialization', { method: 'load', odooMessage: clash.message.trim() }) : null;
}

/** Errors by position in the batch, the first of each row; empty when Odoo does not say which row it was. */
export function refusedRows({ messages }: LoadAnswer, size: number, model: string): Map<number, OdooError> {
  const refused = new Map<number, OdooError>();
  for (const message of messages) {
    const at = size === 1 ? 0 : (message.record ?? message.rows?.from);
    if (message.type !== 'error' || at === undefined || at >= size || refused.has(at)) continue;
    refused.set(at, errorOfMessage(message, model));
  }
  return refused;
}

/** Refused rights are messages too, without a class: told by the list of groups and the model in brackets. */
function errorOfMessage(message: z.infer<typeof Message>, model: string): OdooError {
  const odooMessage = message.message.trim();
  const field = message.field || undefined;
  const groups = groupsIn(message.message);
  if (groups.length > 0 && message.message.includes(`(${model})`)) {
    return new OdooError('permission', { model, operation: 'create', method: 'load', groups, odooMessage });
  }
  if (field === '.id') return new OdooError('missing_record', { model, odooMessage });
  const error = ofUserError(message.message, { model, method: 'load' });
  return field ? new OdooError(error.code, { ...error.params, field }) : error;
}
