import { z } from 'zod';

export const FOUND_KINDS = ['product', 'order', 'category', 'integration', 'help'] as const;
export type FoundKind = (typeof FOUND_KINDS)[number];

/** Something that a search names, and where it is. */
export const found = z.object({
  kind: z.enum(FOUND_KINDS),
  id: z.string(),
  title: z.string(),
  detail: z.string().nullable(),
  path: z.string(),
});
export type Found = z.output<typeof found>;
export const foundList = z.object({ data: z.array(found) });
