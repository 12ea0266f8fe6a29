import { z } from 'zod';

export const role = z.enum(['admin', 'viewer']);
export const locale = z.enum(['fr', 'en']);
export const time = z.iso.datetime();
export const idParams = z.object({ id: z.uuid() });
export const profile = z.object({ id: z.uuid(), name: z.string(), email: z.string(), role, locale });

export const user = profile.extend({
  disabled: z.boolean(),
  two_factor: z.boolean(),
  last_sign_in_at: time.nullable(),
  created_at: time,
});
