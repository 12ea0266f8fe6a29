import { z } from 'zod';
import type { Endpoint } from '@/lib/http/endpoint';
import type { Locale } from '@/lib/i18n/locale';
import { typeset } from '@/lib/i18n/typography';
import { errorsOf, openApiDocument, operationId } from './document';
import { exampleOf, readPart, refOf, type SchemaPart, type Schemas } from './example';
import french from './summaries-fr.json';
import { type Tag, tagsOf } from './tags';
import { type ApiWords, apiWords, holderOf } from './words';

const operationSchema = z.object({
  parameters: z.array(
    z.object({ name: z.string(), in: z.string(), required: z.boolean(), schema: z.unknown() }),
  ),
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema: z.unknown() })) }).optional(),
  responses: z.record(
    z.string(),
    z.object({ content: z.record(z.string(), z.object({ schema: z.unknown() })).optional() }),
  ),
});

const documentSchema = z.object({
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
});

/** A field of an object: its type in short, and the name of the schema it leads to. */
export interface FieldDescription {
  readonly name: string;
  readonly type: string;
  /** What it holds, in words. */
  readonly meaning: string | null;
  readonly required: boolean;
  readonly ref: string | null;
}

export interface OperationDescription {
  readonly id: string;
  readonly method: Endpoint['method'];
  readonly path: string;
  readonly summary: string;
  readonly access: Endpoint['access'];
  readonly parameters: readonly (FieldDescription & { readonly in: string })[];
  readonly body: readonly FieldDescription[];
  readonly answer: readonly FieldDescription[];
  /** A call as one types it in a shell. */
  readonly curl: string;
  /** What it answers, as indented JSON; null where there is no JSON. */
  readonly example: string | null;
  readonly errors: readonly { readonly status: number; readonly code: string; readonly meaning: string }[];
}

/** The API for a readable page: operations by group with an example each, and the schemas that have a name. */
export function describeApi(endpoints: readonly Endpoint[], baseUrl: string, locale: Locale) {
  const { paths, components } = documentSchema.parse(openApiDocument(endpoints, baseUrl));
  const { schemas } = components;
  const words = apiWords(locale);
  const groups = tagsOf(endpoints).map((tag) => ({
    tag,
    operations: endpoints.filter((one) => one.tag === tag).map(describe),
  }));
  const shared = Object.keys(schemas).filter((name) => !/(Request|Response)$/.test(name));
  return {
    groups,
    schemas: shared.sort().map((name) => ({ name, fields: fieldsOf(schemas[name], schemas, words, name) })),
  } satisfies { groups: { tag: Tag; operations: OperationDescription[] }[]; schemas: unknown };

  function describe(endpoint: Endpoint): OperationDescription {
    const { method, path, summary, access } = endpoint;
    const id = operationId(method, path);
    const operation = paths[path]?.[method.toLowerCase()];
    const parameters = (operation?.parameters ?? []).filter(({ in: where }) => where !== 'header');
    const body = operation?.requestBody?.content['application/json']?.schema;
    const success = operation?.responses[String(endpoint.status ?? (endpoint.answer ? 200 : 204))];
    const answer = success?.content?.['application/json']?.schema;
    const translated: Readonly<Record<string, string>> = french;
    return {
      id,
      method,
      path,
      summary: locale === 'fr' ? typeset(locale, translated[id] ?? summary) : summary,
      access,
      parameters: parameters.map(({ name, in: where, required, schema }) => {
        return { ...fieldOf(name, schema, required, words, ''), meaning: words.parameter(name), in: where };
      }),
      body: fieldsOf(body, schemas, words),
      answer: fieldsOf(answer, schemas, words),
      curl: curlOf({
        method,
        url: `${baseUrl}${exampleOfPath(path, parameters)}`,
        body,
        form: endpoint.form,
      }),
      example: answer === undefined ? null : inText(exampleOf(answer, schemas)),
      errors: [...errorsOf(endpoint)].flatMap(([status, codes]) =>
        codes.map((code) => ({ status, code, meaning: words.error(code) })),
      ),
    };
  }

  function curlOf({
    method,
    url,
    body,
    form = false,
  }: {
    method: string;
    url: string;
    body: unknown;
    form?: boolean | undefined;
  }): string {
    const lines = [
      `curl${method === 'GET' ? '' : ` -X ${method}`} '${url}'`,
      `-H 'Authorization: Bearer pm_…'`,
    ];
    if (form) lines.push(`-F 'file=@…'`);
    else if (body !== undefined) {
      const text = JSON.stringify(exampleOf(body, schemas, { optional: false }));
      lines.push(`-H 'Content-Type: application/json'`, `-d '${text.replaceAll("'", "'\\''")}'`);
    }
    return lines.join(' \\\n  ');
  }
}

const inText = (value: unknown) => JSON.stringify(value, null, 2);

function exampleOfPath(path: string, parameters: readonly { name: string; in: string; schema: unknown }[]) {
  return parameters
    .filter(({ in: where }) => where === 'path')
    .reduce((address, { name, schema }) => address.replace(`{${name}}`, String(exampleOf(schema, {}))), path);
}

/** The fields of an object, named or not; nothing of what is no object. */
function fieldsOf(schema: unknown, schemas: Schemas, words: ApiWords, holder = ''): FieldDescription[] {
  const read = readPart(schema);
  const ref = refOf(read);
  if (ref !== null) return fieldsOf(schemas[ref], schemas, words, holderOf(ref));
  const { properties = {}, required = [], anyOf, oneOf } = read;
  const choices = anyOf ?? oneOf;
  if (choices) return choices.flatMap((one) => fieldsOf(one, schemas, words, holder)).filter(isFirst);
  return Object.entries(properties).map(([name, value]) =>
    fieldOf(name, value, required.includes(name), words, holder),
  );
}

const isFirst = ({ name }: FieldDescription, index: number, all: readonly FieldDescription[]) =>
  all.findIndex((one) => one.name === name) === index;

const fieldOf = (
  name: string,
  schema: unknown,
  required: boolean,
  words: ApiWords,
  holder: string,
): FieldDescription => ({
  name,
  type: typeOf(readPart(schema), words),
  meaning: words.field(name, holder),
  required,
  ref: refIn(readPart(schema)),
});

/** "texte · uuid", "products_manager | odoo", "list · Product". */
function typeOf(read: SchemaPart, words: ApiWords): string {
  const ref = refOf(read);
  if (ref !== null) return ref;
  if (read.const !== undefined) return JSON.stringify(read.const);
  if (read.enum) return read.enum.map((one) => JSON.stringify(one)).join(' | ');
  const choices = read.anyOf ?? read.oneOf;
  if (choices) return [...new Set(choices.map((one) => typeOf(readPart(one), words)))].join(' | ');
  const types = [read.type ?? 'any'].flat().map((type) => words.type(type));
  if (read.type === 'array') return `${types[0]} · ${typeOf(readPart(read.items), words)}`;
  return [types.join(' | '), ...(read.format ? [words.type(read.format)] : [])].join(' · ');
}

/** The named schema within, where there is one. */
function refIn(read: SchemaPart): string | null {
  const ref = refOf(read);
  if (ref !== null) return /(Request|Response)$/.test(ref) ? null : ref;
  const within = [...(read.anyOf ?? read.oneOf ?? []), ...(read.items === undefined ? [] : [read.items])];
  return within.map((one) => refIn(readPart(one))).find((one) => one !== null) ?? null;
}
