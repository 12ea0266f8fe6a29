import { z } from 'zod';

export const idParams = z.object({ id: z.uuid() });
/** An integration's id, or the word `odoo` while there is exactly one. */
export const integrationFilter = z.string().min(1).max(40).optional();
export const tag = 'synchronisation';
export const ids = z.array(z.uuid()).min(1).max(500);
