import { z } from 'zod';

/** Both trees with the pairs that are and the pairs that would be. */
export const mappingProposal = z.object({
  categories: z.array(z.object({ id: z.uuid(), path: z.array(z.string()) })),
  odoo_categories: z.array(
    z.object({
      id: z.number(),
      /** Below Odoo's own roots, as it is mapped. */
      path: z.array(z.string()),
      full_path: z.array(z.string()),
      /** Odoo's own root: ignored by the mapping, but may be chosen as the configured root. */
      root: z.boolean(),
      category_id: z.uuid().nullable(),
      source: z.enum(['manual', 'auto', 'proposed']).nullable(),
    }),
  ),
});
export type MappingProposal = z.output<typeof mappingProposal>;
