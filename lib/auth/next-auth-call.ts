import { AppError } from '@/lib/errors';
import { parseForm, parseJson, readBody } from '@/lib/http/body';

/** What is sent to sign in or out is a few hundred bytes. */
const MAX_BYTES = 16 * 1024;

/** next-auth's addresses that a browser of ours, or a script that signs in like one, calls. */
const TAKEN: Readonly<Record<string, readonly string[]>> = {
  GET: ['csrf', 'providers', 'session', 'signin', 'signout'],
  POST: ['callback/credentials', 'signout'],
};

/**
 * The call as next-auth may read it: one that it knows, its body bounded and a form. Left alone, it reads bodies of any
 * size and fails on those that it cannot parse.
 * @throws AppError not_found, payload_too_large, unsupported_media_type, invalid_json
 */
export async function nextAuthCall(request: Request, action: string): Promise<Request> {
  if (!TAKEN[request.method]?.includes(action)) throw new AppError('not_found');
  const headers = new Headers(request.headers);
  if (request.method === 'GET') return new Request(request.url, { headers });
  headers.set('content-type', 'application/x-www-form-urlencoded');
  headers.delete('content-length');
  const body = new URLSearchParams(await fieldsOf(request));
  return new Request(request.url, { method: request.method, headers, body: body.toString() });
}

async function fieldsOf(request: Request): Promise<[string, string][]> {
  const contentType = request.headers.get('content-type');
  const raw = await readBody(request, MAX_BYTES);
  if (raw.length === 0) return [];
  const fields = contentType?.startsWith('application/json')
    ? Object.entries(parseJson(raw, contentType) ?? {})
    : [...(await parseForm(raw, contentType))];
  return fields.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
}
