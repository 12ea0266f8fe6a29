import { z } from 'zod';

/**
 * What opening a session has learnt of a server and its user: plain data without a secret, which spares a later
 * `openSession` with the same settings asking again. Whoever keeps it sees to it that it does not grow old, and lets go
 * of it when a session that rests on it fails.
 */
export const Acquaintance = z.object({
  transport: z.enum(['xmlrpc', 'json2']),
  reason: z.enum(['chosen', 'key_accepted', 'key_refused', 'password', 'no_json2', 'no_xmlrpc']),
  version: z.object({
    version: z.string(),
    serie: z.string(),
    major: z.number(),
    minor: z.number(),
    online: z.boolean(),
  }),
  uid: z.number(),
  units: z.object({ weight: z.enum(['kg', 'lb']), volume: z.enum(['m³', 'ft³']) }),
  /** By what was asked: `questionOf`. */
  answers: z.record(z.string(), z.unknown()),
  /** Methods that the server does not have. */
  refused: z.array(z.string()),
});
export type Acquaintance = z.output<typeof Acquaintance>;

export function questionOf(model: string, method: string, args: readonly unknown[]): string {
  return JSON.stringify([model, method, args]);
}
