import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { loadMessages } from '@/lib/i18n/messages';
import { describeApi } from './describe';
import { openApiDocument, operationId } from './document';
import { ENDPOINTS } from './endpoints';
import french from './summaries-fr.json';
import { holderOf } from './words';

const called = ENDPOINTS.map(({ method, path: address }) => `${method} ${address}`);

test('every endpoint is described once, with its errors', () => {
  expect(new Set(called).size).toBe(called.length);
  const document = openApiDocument(ENDPOINTS, 'http://127.0.0.1:3000');
  expect(document.openapi).toBe('3.1.0');
  const text = JSON.stringify(document);
  for (const { path: address } of ENDPOINTS) expect(text).toContain(JSON.stringify(address));
  expect(text).toContain('application/problem+json');
  expect(text).not.toMatch(/api_key_encrypted|password_hash|token_hash/);
});

test('what is answered in many places has a name, and every name stands for something', () => {
  const document = openApiDocument(ENDPOINTS, 'http://127.0.0.1:3000');
  const text = JSON.stringify(document);
  const referred = new Set([...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name));
  expect(document).toMatchObject({ components: { schemas: expect.anything() } });
  for (const name of ['Product', 'Run', 'Integration', 'Conflict', 'SyncError', 'Change', 'Problem'])
    expect(referred).toContain(name);
  for (const name of referred)
    expect(document).toHaveProperty(['components', 'schemas', name ?? ''], expect.any(Object));
  expect(text).not.toContain('$defs');
});

test('every body and answer is a schema with a name, and every group is told in words', () => {
  const document = openApiDocument(ENDPOINTS, 'http://127.0.0.1:3000');
  const contents = [
    ...JSON.stringify(document.paths).matchAll(/"application\/(?:problem\+)?json":(.{0,60})/g),
  ];
  expect(contents.length).toBeGreaterThan(100);
  for (const [, content] of contents)
    expect(content).toMatch(/^\{"schema":\{"\$ref":"#\/components\/schemas\//);
  for (const tag of new Set(ENDPOINTS.map((one) => one.tag)))
    expect(document.tags).toContainEqual({ name: tag, description: expect.stringMatching(/\w{4}.*\.$/) });
});

test('every operation is described in French too, and the examples fit their schemas', () => {
  expect(Object.keys(french).sort()).toEqual(
    ENDPOINTS.map(({ method, path: address }) => operationId(method, address)).sort(),
  );
  const { groups } = describeApi(ENDPOINTS, 'https://shop.example', 'fr');
  const operations = new Map(groups.flatMap((group) => group.operations).map((one) => [one.id, one]));
  expect(operations.get('post_products')?.curl).toMatch(
    /curl -X POST 'https:\/\/shop.example\/api\/v1\/products'/,
  );
  for (const endpoint of ENDPOINTS) {
    // A summary is plain text: nothing renders marks in it.
    expect(endpoint.summary).not.toContain('`');
    const { id, example } = operations.get(operationId(endpoint.method, endpoint.path)) ?? {};
    if (endpoint.answer)
      expect(endpoint.answer.safeParse(JSON.parse(example ?? '')).error, id).toBeUndefined();
  }
});

test('fields and errors are told in words, and every word is of a field that there is', () => {
  const described = describeApi(ENDPOINTS, 'https://shop.example', 'fr');
  const operations = described.groups.flatMap((group) => group.operations);
  const all = [
    ...operations.flatMap(({ parameters, body, answer }) => [...parameters, ...body, ...answer]),
    ...described.schemas.flatMap(({ fields }) => fields),
  ];
  const days = operations.flatMap(({ parameters }) => parameters).filter(({ name }) => name === 'from');
  expect(days[0]?.meaning).toBe('À partir de ce jour, compris');
  expect(all.find(({ name }) => name === 'weight')).toMatchObject({ meaning: 'Poids en kg' });
  expect(all.find(({ name }) => name === 'images')).toMatchObject({ type: 'liste · Image' });
  for (const { meaning, code } of operations.flatMap(({ errors }) => errors))
    expect(meaning, code).toMatch(/^[^{}]{8,}$/);
  const document = openApiDocument(ENDPOINTS, 'https://shop.example');
  expect(document).toHaveProperty('components.schemas.Product.properties.weight.description', 'Weight in kg');
  // "from" is a day in an address, and a place where goods move.
  expect(document).toHaveProperty(
    'components.schemas.StockExplanation.properties.moves.items.properties.from.description',
    'Where the goods came from',
  );
});

test('every field and parameter has a sentence, and every sentence is of a field that there is', () => {
  const document = openApiDocument(ENDPOINTS, 'https://shop.example');
  const schemas = readSchemas.parse(document).components.schemas;
  const fields = Object.entries(schemas).flatMap(([name, schema]) => [...fieldsIn(schema, holderOf(name))]);
  expect(fields.filter(({ told }) => !told)).toEqual([]);
  const parameters = [...parametersIn(document.paths)];
  expect(parameters.filter(({ told }) => !told)).toEqual([]);

  const { query, of, ...bare } = glossary.parse(loadMessages('fr').api_fields);
  const known = new Set([
    ...fields.flatMap(({ holder, name }) => [name, `${holder}.${name}`]),
    ...parameters.map(({ name }) => name),
  ]);
  const words = [
    ...Object.keys(bare),
    ...Object.keys(query),
    ...Object.entries(of).flatMap(([holder, told]) => Object.keys(told).map((name) => `${holder}.${name}`)),
  ];
  expect(words.filter((word) => !known.has(word))).toEqual([]);
});

const sentences = z.record(z.string(), z.unknown());
const glossary = z.looseObject({ query: sentences, of: z.record(z.string(), sentences) });
const readSchemas = z.object({ components: z.object({ schemas: z.record(z.string(), z.unknown()) }) });

/** Every field at whatever depth, with what it lies in. */
function* fieldsIn(
  part: unknown,
  holder: string,
): Generator<{ holder: string; name: string; told: boolean }> {
  if (Array.isArray(part)) for (const one of part) yield* fieldsIn(one, holder);
  const read = sentences.safeParse(part);
  if (Array.isArray(part) || !read.success) return;
  const { properties, ...rest } = read.data;
  for (const [name, property] of Object.entries(sentences.parse(properties ?? {}))) {
    yield { holder, name, told: Object.hasOwn(sentences.parse(property), 'description') };
    yield* fieldsIn(property, name === 'data' ? holder : name);
  }
  for (const value of Object.values(rest)) yield* fieldsIn(value, holder);
}

function* parametersIn(part: unknown): Generator<{ name: string; told: boolean }> {
  if (typeof part !== 'object' || part === null) return;
  if ('name' in part && 'in' in part && part.in !== 'header')
    yield { name: String(part.name), told: 'description' in part };
  for (const value of Object.values(part)) yield* parametersIn(value);
}

test('every path parameter is described, and only those', () => {
  for (const endpoint of ENDPOINTS) {
    const named = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(endpoint.params !== undefined, `${endpoint.method} ${endpoint.path}`).toBe(named.length > 0);
  }
});

test('each described endpoint is served, and each served route is described', () => {
  const served = routeFiles('app/api').flatMap((file) => {
    const address = `/${path.dirname(path.relative('app', file))}`.replace(/\[(\w+)\]/g, '{$1}');
    const exported = readFileSync(file, 'utf8').matchAll(
      /export const (GET|POST|PUT|PATCH|DELETE) = handle\(/g,
    );
    return [...exported].map(([, method]) => `${method} ${address}`);
  });
  expect(served.sort()).toEqual([...called].sort());
});

function routeFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => path.basename(file) === 'route.ts' && existsSync(file));
}
