import { z } from 'zod';
import { listOf, listQuery } from '@/lib/http/list';
import { line } from '../products/fields';

const name = line(200);

export const newCategory = z.strictObject({ name, parent_id: z.uuid().nullable().default(null) });
export type NewCategory = z.output<typeof newCategory>;

/** `name` renames, `parent_id` moves; null moves to the top. */
export const categoryPatch = z
  .strictObject({ name: name.optional(), parent_id: z.uuid().nullable().optional() })
  .refine((patch) => patch.name !== undefined || patch.parent_id !== undefined, 'nothing_to_change');
export type CategoryPatch = z.output<typeof categoryPatch>;

export const categoryListQuery = listQuery;

export const categoryView = z
  .object({
    id: z.uuid(),
    parent_id: z.uuid().nullable(),
    name: z.string(),
    /** From the top down, itself included: ["Vêtements", "T-shirts"]. */
    path: z.array(z.string()),
    /** Top-level products directly in it. */
    product_count: z.number().int(),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .meta({ id: 'Category' });
export type CategoryView = z.output<typeof categoryView>;
export const categoryList = listOf(categoryView);
