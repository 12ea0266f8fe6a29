import { z } from 'zod';

export const CHECK_IDS = ['reachable', 'authentication', 'database', 'permissions', 'products'] as const;

export const connectionCheck = z.object({
  id: z.enum(CHECK_IDS),
  status: z.enum(['ok', 'failed', 'skipped']),
  message: z.string(),
  remedy: z.string().optional(),
  /** Why it failed, for programs. */
  code: z.string().optional(),
  /** One line each: for permissions every right that is missing, with the groups that grant it. */
  details: z.array(z.string()).optional(),
});
export type ConnectionCheck = z.output<typeof connectionCheck>;

/** The five checks of a connection (I3). */
export const connectionTest = z.object({
  ok: z.boolean(),
  server_version: z.string().nullable(),
  product_count: z.number().int().nullable(),
  checks: z.array(connectionCheck),
});
export type ConnectionTest = z.output<typeof connectionTest>;

export const discovery = z.object({
  server_version: z.string().nullable(),
  /** Null where the server does not tell. */
  databases: z.array(z.string()).nullable(),
});
export type Discovery = z.output<typeof discovery>;
