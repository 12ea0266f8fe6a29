import type { Endpoint } from '@/lib/http/endpoint';

/** The groups of the API in the order in which they are told; each has a name and a sentence in `api_docs`. */
export const TAGS = [
  'catalogue',
  'sales',
  'integrations',
  'synchronisation',
  'webhooks',
  'notifications',
  'access',
  'operation',
] as const;
export type Tag = (typeof TAGS)[number];

/** The groups that these endpoints are of. @throws Error when one has no name: it would be missing from the page */
export function tagsOf(endpoints: readonly Pick<Endpoint, 'tag'>[]): Tag[] {
  const unknown = endpoints.find(({ tag }) => !TAGS.some((known) => known === tag));
  if (unknown) throw new Error(`The group “${unknown.tag}” is not described in lib/openapi/tags.ts.`);
  return TAGS.filter((known) => endpoints.some(({ tag }) => tag === known));
}
