import type { ErrorCode } from '@/lib/errors';
import { examples } from '@/lib/i18n/guide';
import type { Locale } from '@/lib/i18n/locale';
import { loadMessages } from '@/lib/i18n/messages';
import { translate } from '@/lib/i18n/translate';
import type { Messages } from '@/lib/i18n/typography';

/** What the reader calls the parts of the API. */
export interface ApiWords {
  /**
   * What a field of this name holds, and in which unit.
   * @param holder the named schema or the field that it lies in: some names mean something else elsewhere
   */
  field(name: string, holder: string): string | null;
  /** The same of a parameter: some names mean something else in an address than in an answer. */
  parameter(name: string): string | null;
  /** A type of JSON schema: "texte", "list". */
  type(name: string): string;
  /** What is said with an error, "…" in place of what depends on the case. */
  error(code: ErrorCode): string;
}

export function apiWords(locale: Locale): ApiWords {
  const { api_fields: fields, api_docs: docs, errors } = loadMessages(locale);
  const { query: ofParameters, of: ofHolders } = typeof fields === 'object' ? fields : {};
  const types = part(docs, 'types');
  return {
    field: (name, holder) => sentence(part(ofHolders, holder), name) ?? sentence(fields, name),
    parameter: (name) => sentence(ofParameters, name) ?? sentence(fields, name),
    type: (name) => sentence(types, name) ?? name,
    error: (code) => translate(locale, `errors.${code}`, examples(sentence(errors, code) ?? '')),
  };
}

function sentence(all: Messages | string | undefined, key: string): string | null {
  const found = part(all, key);
  return typeof found === 'string' ? found : null;
}

function part(all: Messages | string | undefined, key: string): Messages | string | undefined {
  return typeof all === 'object' ? all[key] : undefined;
}

/** What sentences call a schema: `PostMeViewsRequest` and `GetMeViewsResponse` are of `MeViews`. */
export function holderOf(schema: string): string {
  return schema.replace(
    /^(Get|Post|Put|Patch|Delete)(?=[A-Z].*(Request|Response)$)|(Request|Response)$/g,
    '',
  );
}

/**
 * A part of the OpenAPI document with what fields and parameters hold.
 * @param holder the named schema or the field that it lies in
 */
export function inWords(part: unknown, words: ApiWords, holder = ''): unknown {
  if (Array.isArray(part)) return part.map((one) => inWords(one, words, holder));
  if (!isObject(part)) return part;
  const named = 'in' in part && 'name' in part ? words.parameter(String(part.name)) : null;
  const entries = Object.entries(part).map(([key, value]): [string, unknown] => [
    key,
    key === 'properties' && isObject(value)
      ? propertiesInWords(value, words, holder)
      : inWords(value, words, holder),
  ]);
  return { ...(named === null ? {} : { description: named }), ...Object.fromEntries(entries) };
}

function propertiesInWords(properties: object, words: ApiWords, holder: string): object {
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => {
      const description = words.field(name, holder);
      // What a page of a list holds is what the list is of.
      const told = inWords(property, words, name === 'data' ? holder : name);
      return [name, description !== null && isObject(told) ? { description, ...told } : told];
    }),
  );
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
