import { z } from 'zod';
import { ERROR_STATUS, type ErrorCode } from '@/lib/errors';
import { type Endpoint, mayRepeat } from '@/lib/http/endpoint';
import { problemSchema } from '@/lib/http/problem';
import { translate } from '@/lib/i18n/translate';
import { APP_VERSION } from '@/lib/version';
import { tagsOf } from './tags';
import { apiWords, holderOf, inWords } from './words';

export type JsonObject = { [key: string]: unknown };

const EVERY_CALL: readonly ErrorCode[] = ['unauthenticated', 'internal'];
const EVERY_ADMIN_CALL: readonly ErrorCode[] = ['forbidden'];
const EVERY_PARSED_CALL: readonly ErrorCode[] = ['invalid_request'];
const EVERY_BODY: readonly ErrorCode[] = ['invalid_json', 'payload_too_large', 'unsupported_media_type'];

/** The OpenAPI 3.1 document of the given endpoints, made from the very schemas that validate their requests. */
export function openApiDocument(endpoints: readonly Endpoint[], serverUrl: string): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const endpoint of endpoints) {
    paths[endpoint.path] = {
      ...paths[endpoint.path],
      [endpoint.method.toLowerCase()]: operationOf(endpoint),
    };
  }
  const schemas: Record<string, unknown> = { Problem: schemaOf(problemSchema, 'output') };
  const words = apiWords('en');
  const named = hoisted(paths, schemas);
  for (const [name, schema] of Object.entries(schemas)) schemas[name] = hoisted(schema, schemas);
  return {
    openapi: '3.1.0',
    info: { title: 'Products Manager', version: APP_VERSION },
    servers: [{ url: serverUrl }],
    tags: tagsOf(endpoints).map((name) => ({ name, description: translate('en', `api_docs.tags.${name}`) })),
    security: [{ token: [] }, { session: [] }],
    paths: inWords(named, words),
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', bearerFormat: 'pm_…' },
        session: { type: 'apiKey', in: 'cookie', name: 'next-auth.session-token' },
      },
      schemas: Object.fromEntries(
        Object.entries(schemas).map(([name, schema]) => [name, inWords(schema, words, holderOf(name))]),
      ),
    },
  };
}

/**
 * Schemas that have a name (`.meta({ id })`) stand once, in the document's components, so that what is generated from it
 * has names too.
 */
function hoisted(part: unknown, schemas: Record<string, unknown>): unknown {
  if (Array.isArray(part)) return part.map((one) => hoisted(one, schemas));
  if (typeof part !== 'object' || part === null) return part;
  const entries = Object.entries(part).flatMap(([key, value]): [string, unknown][] => {
    if (key === '$defs') {
      for (const [name, schema] of Object.entries(value)) schemas[name] = hoisted(schema, schemas);
      return [];
    }
    if (key === '$ref' && typeof value === 'string')
      return [[key, value.replace('#/$defs/', '#/components/schemas/')]];
    return [[key, hoisted(value, schemas)]];
  });
  return Object.fromEntries(entries);
}

/** The errors a call can answer, by HTTP status. */
export function errorsOf(endpoint: Endpoint): Map<number, ErrorCode[]> {
  const codes = new Set<ErrorCode>([
    ...(endpoint.access === 'public' ? (['internal'] as const) : EVERY_CALL),
    ...(endpoint.access === 'admin' ? EVERY_ADMIN_CALL : []),
    ...(endpoint.params || endpoint.query || endpoint.body ? EVERY_PARSED_CALL : []),
    ...(endpoint.body || endpoint.form ? EVERY_BODY : []),
    ...(endpoint.errors ?? []),
  ]);
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes)
    byStatus.set(ERROR_STATUS[code], [...(byStatus.get(ERROR_STATUS[code]) ?? []), code]);
  return new Map([...byStatus].sort(([one], [other]) => one - other));
}

function operationOf(endpoint: Endpoint): JsonObject {
  const { method, path, params, query, tag, summary, access } = endpoint;
  const repeatable = mayRepeat(endpoint);
  return {
    operationId: operationId(method, path),
    summary,
    tags: [tag],
    ...(access === 'public' ? { security: [] } : {}),
    parameters: [
      ...parametersOf(params, 'path'),
      ...parametersOf(query, 'query'),
      ...(repeatable
        ? [{ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string' } }]
        : []),
    ],
    ...requestBodyOf(endpoint),
    responses: { ...successOf(endpoint), ...failuresOf(endpoint) },
    'x-access': access,
  };
}

/** `get_runs_id_log`: how the operation is called in what is generated from the document. */
export function operationId(method: string, path: string): string {
  const words = path.replace('/api/v1', '').split(/[^A-Za-z0-9]+/);
  return [method.toLowerCase(), ...words.filter(Boolean)].join('_');
}

function parametersOf(schema: z.ZodType | undefined, where: 'path' | 'query'): JsonObject[] {
  if (!schema) return [];
  const shape = z
    .object({
      properties: z.record(z.string(), z.unknown()).default({}),
      required: z.array(z.string()).default([]),
    })
    .parse(schemaOf(schema, 'input'));
  return Object.entries(shape.properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || shape.required.includes(name),
    schema: property,
  }));
}

function requestBodyOf(endpoint: Endpoint): JsonObject {
  const { body, form } = endpoint;
  if (!body && !form) return {};
  const file = {
    type: 'object',
    properties: { file: { type: 'string', format: 'binary' } },
    required: ['file'],
  };
  return {
    requestBody: {
      required: true,
      content: {
        ...(body
          ? { 'application/json': { schema: named(endpoint, 'Request', schemaOf(body, 'input')) } }
          : {}),
        ...(form ? { 'multipart/form-data': { schema: file } } : {}),
      },
    },
  };
}

function successOf(endpoint: Endpoint): JsonObject {
  const { answer, status } = endpoint;
  if (!answer) return { [status ?? 204]: { description: 'Success' } };
  const content = { 'application/json': { schema: named(endpoint, 'Response', schemaOf(answer, 'output')) } };
  return { [status ?? 200]: { description: 'Success', content } };
}

function failuresOf(endpoint: Endpoint): JsonObject {
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return Object.fromEntries(
    [...errorsOf(endpoint)].map(([status, codes]) => [status, { description: codes.join(', '), content }]),
  );
}

/** A schema under the operation's name, unless it has one of its own: what is generated from the document has names. */
function named({ method, path }: Endpoint, role: 'Request' | 'Response', schema: JsonObject): JsonObject {
  if ('$ref' in schema) return schema;
  const words = operationId(method, path).split('_');
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('') + role;
  const { $defs, ...own } = schema;
  const others = typeof $defs === 'object' && $defs !== null ? $defs : {};
  return { $ref: `#/$defs/${name}`, $defs: { ...others, [name]: own } };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonObject {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
