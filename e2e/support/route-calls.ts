import { expect } from 'vitest';
import type { z } from 'zod';
import { problemSchema } from '@/lib/http/problem';

export type Handler = (
  request: Request,
  route: { params: Promise<Record<string, string>> },
) => Promise<Response>;

export interface CallOptions {
  params?: Record<string, string>;
  query?: string;
  json?: unknown;
  form?: FormData;
  token?: string;
  headers?: Record<string, string>;
  /** GET unless there is a body, POST then. */
  method?: string;
}

/** Calls a route handler as the server does. `token`: who calls, unless the options say another. */
export function callRoute(handler: Handler, token: string, options: CallOptions = {}): Promise<Response> {
  const { params = {}, query = '', json, form, headers = {} } = options;
  const method = options.method ?? (json === undefined && !form ? 'GET' : 'POST');
  const request = new Request(`http://127.0.0.1/api/v1/x${query}`, {
    method,
    headers: {
      authorization: `Bearer ${options.token ?? token}`,
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body: form ?? (json === undefined ? undefined : JSON.stringify(json)),
  });
  return handler(request, { params: Promise.resolve(params) });
}

/** The body of an answer that is as it should be. */
export async function answerOf<S extends z.ZodType>(
  response: Promise<Response>,
  status: number,
  schema: S,
): Promise<z.output<S>> {
  const answer = await response;
  const body: unknown = await answer.json();
  expect(answer.status, JSON.stringify(body)).toBe(status);
  return schema.parse(body);
}

/** The problem document of a refusal. */
export async function refusal(response: Promise<Response>, status: number) {
  const answer = await response;
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  return problemSchema.parse(await answer.json());
}
