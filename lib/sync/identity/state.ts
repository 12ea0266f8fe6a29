import { z } from 'zod';

const counts = z.object({
  known: z.number().int(),
  reused: z.number().int(),
  went_back: z.number().int(),
  missing: z.number().int(),
});

export const identityKind = z.enum(['category', 'product', 'variant']);
export const identityFinding = z.enum(['reused', 'went_back', 'missing']);

export const identityRecord = z.object({
  kind: identityKind,
  finding: identityFinding,
  local_id: z.uuid(),
  odoo_id: z.number().int(),
  label: z.string(),
});
export type IdentityRecord = z.output<typeof identityRecord>;

/** What was found to be otherwise than it was known, by kind, and the first of these records. */
export const identityFindings = z.object({
  found_at: z.iso.datetime(),
  counts: z.partialRecord(identityKind, counts),
  records: z.array(identityRecord),
});
export type IdentityFindings = z.output<typeof identityFindings>;

export const identityChoice = z.enum(['send_again', 'take_odoo']);
export type IdentityChoice = z.output<typeof identityChoice>;

/** `integrations.identity`: what is known of this Odoo as a whole, and the question that is open about it. */
export const identityState = z.object({
  /** The last look that went well: Odoo's clock and ours then, milliseconds. */
  looked: z.object({ odoo: z.number(), here: z.number() }).optional(),
  /** The address or the database was changed: nothing is taken for granted until every known record was found. */
  unproven: z.boolean().optional(),
  findings: identityFindings.optional(),
  choice: identityChoice.optional(),
});
export type IdentityState = z.output<typeof identityState>;

export function readIdentity(stored: unknown): IdentityState {
  return identityState.catch({}).parse(stored);
}
