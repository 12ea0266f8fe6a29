import { z } from 'zod';
import { IMPORT_FIELDS } from './fields';

/** What an import keeps of its file, and how it is read. */
export const importOptions = z.object({
  columns: z
    .array(
      z.object({
        header: z.string(),
        /** Null: the column is left out. */
        field: z.enum(IMPORT_FIELDS).nullable(),
        /** The first few cells, to recognise it. */
        examples: z.array(z.string()),
      }),
    )
    .default([]),
  /** In which numbers are read where they can be read in two ways. */
  language: z.enum(['fr', 'en']).default('fr'),
  /** A person has said what the columns are: they are not guessed again. */
  mapped: z.boolean().default(false),
});
export type ImportOptions = z.output<typeof importOptions>;

export const mappingInput = z.strictObject({
  /** What each column of the file stands for, in their order; null leaves one out. */
  fields: z.array(z.enum(IMPORT_FIELDS).nullable()).max(500),
  language: z.enum(['fr', 'en']),
});

/** Where files wait in the object store. */
export const FILES = 'imports/';
export const fileKey = (editId: string) => `${FILES}${editId}`;
