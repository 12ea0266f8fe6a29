import type { z } from 'zod';
import { z as schema } from 'zod';

const problem = schema.object({
  code: schema.string(),
  detail: schema.string(),
  request_id: schema.string().optional(),
  errors: schema.array(schema.object({ path: schema.string(), message: schema.string() })).optional(),
  params: schema.record(schema.string(), schema.unknown()).optional(),
});

/** A call that was refused; `message` is the sentence for the reader, `fields` what is wrong where. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly fields: readonly { path: string; message: string }[] = [],
    readonly params: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail);
  }
}

export interface ApiCall {
  method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  body?: unknown;
  signal?: AbortSignal;
}

/** Calls our own API from the browser with the session and checks the answer. @throws ApiProblem */
export async function callApi<S extends z.ZodType>(
  path: string,
  answer: S,
  call: ApiCall = {},
): Promise<z.output<S>> {
  return answer.parse(await (await send(path, call)).json());
}

/** Calls our own API where the answer does not matter. @throws ApiProblem */
export async function commandApi(path: string, call: ApiCall = {}): Promise<void> {
  await send(path, { method: 'POST', ...call });
}

/** Sends a file to our own API. @throws ApiProblem */
export async function uploadApi(path: string, form: FormData): Promise<void> {
  await checked(await fetch(`/api/v1${path}`, { method: 'POST', body: form }));
}

/** Sends a file to our own API and checks the answer. @throws ApiProblem */
export async function sendFile<S extends z.ZodType>(
  path: string,
  form: FormData,
  answer: S,
): Promise<z.output<S>> {
  const response = await checked(await fetch(`/api/v1${path}`, { method: 'POST', body: form }));
  return answer.parse(await response.json());
}

let confirmPerson: (() => Promise<boolean>) | null = null;

/** Who asks the reader to prove who they are when a call wants that; the call is then made once more. */
export function confirmPersonWith(ask: (() => Promise<boolean>) | null): void {
  confirmPerson = ask;
}

async function send(path: string, call: ApiCall): Promise<Response> {
  try {
    return await sendOnce(path, call);
  } catch (error) {
    const mayAsk = error instanceof ApiProblem && error.code === 'confirmation_required' && confirmPerson;
    if (mayAsk && (await mayAsk())) return sendOnce(path, call);
    throw error;
  }
}

async function sendOnce(path: string, { method = 'GET', body, signal }: ApiCall): Promise<Response> {
  const response = await fetch(`/api/v1${path}`, {
    method,
    signal,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return checked(response);
}

async function checked(response: Response): Promise<Response> {
  if (response.ok) return response;
  const known = problem.safeParse(await response.json().catch(() => null));
  if (!known.success) throw new ApiProblem(response.status, 'internal', response.statusText);
  const { code, detail, errors, params } = known.data;
  throw new ApiProblem(response.status, code, detail, errors, params);
}
