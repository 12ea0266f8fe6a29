import { z } from 'zod';

/** What goes wrong. */
const mischief = z.discriminatedUnion('kind', [
  /** The answer comes, but late. */
  z.object({ kind: z.literal('delay'), ms: z.number().int().nonnegative() }),
  /**
   * The connection dies: before any work; after the commit with no answer; or after the commit in the middle of
   * the answer.
   */
  z.object({ kind: z.literal('drop'), when: z.enum(['before', 'after', 'middle']) }),
  /** A proxy answers in Odoo's place; nothing is done unless `after` says that it was. */
  z.object({
    kind: z.literal('http'),
    status: z.number().int().min(200).max(599),
    body: z.string().optional(),
    headers: z.record(z.string(), z.string()).optional(),
    after: z.boolean().optional(),
  }),
  /** Too many calls: 429 with Retry-After, nothing done. */
  z.object({ kind: z.literal('rate-limit'), retryAfter: z.number().int().nonnegative().optional() }),
  /** "could not serialize access due to concurrent update", nothing kept (FACTS.md C §5). */
  z.object({ kind: z.literal('serialization') }),
  /** A fault of one's own choice, nothing kept. */
  z.object({ kind: z.literal('fault'), python: z.string(), message: z.string() }),
  /** Work is done, but the answer is an empty list. */
  z.object({ kind: z.literal('empty') }),
]);
export type Mischief = z.infer<typeof mischief>;

/** Which calls it befalls: all conditions given must hold. */
const target = z.object({
  model: z.string().optional(),
  method: z.string().optional(),
  login: z.string().optional(),
  /** Only the n-th call that fits (1 = the next). */
  nth: z.number().int().positive().optional(),
  /** Every n-th call that fits. */
  every: z.number().int().positive().optional(),
  /** By the dice of the seed, 0 to 1. */
  probability: z.number().min(0).max(1).optional(),
  /** How many times at most. */
  times: z.number().int().positive().optional(),
});
export type Target = z.infer<typeof target>;

export const ruleSchema = z.object({ on: target.default({}), does: mischief });
export type Rule = z.input<typeof ruleSchema>;
