import type { z } from 'zod';

export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

type Params = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** The parameters as an address says them; empty ones are left out. */
export function textParams(params: Params): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).flatMap(([name, value]): [string, string][] =>
      value === null || value === undefined || value === '' || value === false ? [] : [[name, String(value)]],
    ),
  );
}

/** Address of a page with these parameters; empty ones are left out. */
export function hrefWith(path: string, params: Params): string {
  const set = textParams(params);
  return Object.keys(set).length === 0 ? path : `${path}?${new URLSearchParams(set)}`;
}

/**
 * What a page's address asks for. A parameter that makes no sense is left out instead of failing the page: addresses
 * are kept in bookmarks and typed by hand.
 */
export function readSearchParams<S extends z.ZodType>(schema: S, params: SearchParams): z.output<S> {
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(params)) {
    const single = Array.isArray(value) ? value[0] : value;
    if (single !== undefined && single !== '') given[name] = single;
  }
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  for (const issue of read.error.issues) delete given[String(issue.path[0])];
  const again = schema.safeParse(given);
  return again.success ? again.data : schema.parse({});
}
