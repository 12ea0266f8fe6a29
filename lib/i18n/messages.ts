import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Locale } from './locale';
import { type Messages, typesetAll } from './typography';

const messages: z.ZodType<Messages> = z.lazy(() => z.record(z.string(), z.union([z.string(), messages])));
const loaded = new Map<Locale, Messages>();

/** Where the sentences are: one JSON file per area and language, the area being the namespace. */
export const MESSAGES_FOLDER = path.join(process.cwd(), 'lib/i18n/messages');

/** All sentences of a language, by area. Read once, except while developing. */
export function loadMessages(locale: Locale): Messages {
  const known = loaded.get(locale);
  if (known && process.env.NODE_ENV !== 'development') return known;
  const folder = path.join(MESSAGES_FOLDER, locale);
  const areas = readdirSync(folder).filter((file) => file.endsWith('.json'));
  const all = Object.fromEntries(
    areas.map((file) => [
      path.basename(file, '.json'),
      typesetAll(locale, messages.parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8')))),
    ]),
  );
  loaded.set(locale, all);
  return all;
}
