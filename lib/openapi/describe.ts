import { z } from 'zod';
import type { Endpoint } from '@/lib/http/endpoint';
import { errorsOf, openApiDocument } from './document';

const operationSchema = z.object({
  parameters: z.array(z.object({ name: z.string(), in: z.string(), required: z.boolean() })),
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema: z.unknown() })) }).optional(),
  responses: z.record(
    z.string(),
    z.object({ content: z.record(z.string(), z.object({ schema: z.unknown() })).optional() }),
  ),
});

const pathsSchema = z.object({
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
});

/** The endpoints for a readable page: grouped by tag, schemas as indented text. */
export function describeOperations(endpoints: readonly Endpoint[]) {
  const { paths, components } = pathsSchema.parse(openApiDocument(endpoints, ''));
  const textOf = (schema: unknown) =>
    schema === undefined ? null : JSON.stringify(whole(schema, components.schemas), null, 2);
  const tags = [...new Set(endpoints.map(({ tag }) => tag))];
  return tags.map((tag) => ({
    tag,
    operations: endpoints
      .filter((endpoint) => endpoint.tag === tag)
      .map((endpoint) => {
        const operation = paths[endpoint.path]?.[endpoint.method.toLowerCase()];
        const success = operation?.responses[String(endpoint.status ?? (endpoint.answer ? 200 : 204))];
        return {
          method: endpoint.method,
          path: endpoint.path,
          summary: endpoint.summary,
          access: endpoint.access,
          parameters: (operation?.parameters ?? []).filter(({ in: where }) => where !== 'header'),
          body: textOf(operation?.requestBody?.content['application/json']?.schema),
          answer: textOf(success?.content?.['application/json']?.schema),
          errors: [...errorsOf(endpoint)].map(([status, codes]) => ({ status, codes })),
        };
      }),
  }));
}

/** A reader wants the schema where it is used: names are replaced by what they stand for. */
function whole(part: unknown, named: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(part)) return part.map((one) => whole(one, named));
  if (typeof part !== 'object' || part === null) return part;
  const ref: unknown = '$ref' in part ? part.$ref : undefined;
  if (typeof ref === 'string') return whole(named[ref.split('/').at(-1) ?? ''], named);
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, whole(value, named)]));
}
