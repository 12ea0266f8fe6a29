import { v7 } from 'uuid';
import { z } from 'zod';
import { authenticate } from '@/lib/auth/authenticate';
import { scopeOf } from '@/lib/auth/scopes';
import type { Actor, Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { contextOf, type Runtime, runtime } from '@/lib/runtime';
import { parseForm, parseJson, readBody } from './body';
import { clientAddress } from './client-address';
import { type Endpoint, mayRepeat } from './endpoint';
import { contentOf, once } from './idempotency';
import { localeOf, problemResponse } from './problem';
import { isFromOwnPages } from './same-origin';
import { validate } from './validate';

const DEFAULT_MAX_BYTES = 1024 * 1024;
/** How long a proof of who one is counts. */
const CONFIRMED_MS = 15 * 60_000;
const ANYBODY: Actor = { kind: 'system', id: null, name: 'anonymous', role: 'viewer' };

/** One call, authorised and validated. */
export interface Call<Params, Query, Body> {
  readonly ctx: Ctx;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** The parts of a multipart body, for endpoints with `form`. */
  readonly form: FormData | undefined;
  readonly raw: Buffer;
  readonly request: Request;
}

interface Options<Call> {
  readonly use?: () => Runtime;
  /**
   * What has to be asked of Odoo before the verb. It runs outside of the transaction that an Idempotency-Key opens, and
   * again when the request is repeated.
   */
  readonly first?: (call: Call) => Promise<void>;
}

type RouteParams = { readonly params: Promise<Record<string, string | string[] | undefined>> };

/**
 * Serves an endpoint: authorise → parse → the verb → answer, every failure as a problem document.
 * The verb returns what the endpoint's `answer` schema describes, or a Response of its own.
 */
export function handle<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  spec: Endpoint<P, Q, B, A>,
  verb: (call: Call<z.output<P>, z.output<Q>, z.output<B>>) => Promise<z.input<A> | Response>,
  { use = runtime, first }: Options<Call<z.output<P>, z.output<Q>, z.output<B>>> = {},
): (request: Request, route: RouteParams) => Promise<Response> {
  return async (request, route) => {
    const requestId = v7();
    const system = use();
    const logger = system.logger.child({ request_id: requestId, method: spec.method, path: spec.path });
    const address = clientAddress((name) => request.headers.get(name), system.env.TRUSTED_PROXIES);
    try {
      await (spec.bySecret ? system.limits.refuseGuesser(address) : system.limits.countAddress(address));
      const actor = await authorise(spec, request, system);
      if (actor.kind === 'token' && actor.id) await system.limits.countToken(actor.id);
      const ctx = { ...contextOf(system, actor), logger };
      const locale = localeOf(request);
      const raw =
        spec.method === 'GET' ? Buffer.alloc(0) : await readBody(request, spec.maxBytes ?? DEFAULT_MAX_BYTES);
      const contentType = request.headers.get('content-type');
      const isForm = spec.form === true && !(spec.body && contentType?.startsWith('application/json'));
      const url = new URL(request.url);
      const call = {
        params: validate(spec.params ?? z.any(), spec.params ? await route.params : undefined, locale),
        query: validate(queryOf(spec), spec.query ? Object.fromEntries(url.searchParams) : undefined, locale),
        body: spec.body && !isForm ? validate(spec.body, parseJson(raw, contentType), locale) : undefined,
        form: isForm ? await parseForm(raw, contentType) : undefined,
        raw,
        request,
      } as Omit<Call<z.output<P>, z.output<Q>, z.output<B>>, 'ctx'>;
      await first?.({ ...call, ctx });
      const key = request.headers.get('idempotency-key');
      if (key && mayRepeat(spec)) {
        const content = call.form ? await contentOf(call.form) : raw;
        const asked = { method: spec.method, path: url.pathname + url.search, content };
        const { status, body } = await once(ctx, key, asked, spec.secretAnswer ?? false, async (inner) => {
          const result = await verb({ ...call, ctx: inner });
          logger.info({ by: told(actor), subject: call.params }, 'done');
          if (result instanceof Response) return { status: result.status, body: await bodyOf(result) };
          return { status: statusOf(spec), body: answerOf(spec, result) };
        });
        return json(status, body, requestId);
      }
      const result = await verb({ ...call, ctx });
      if (spec.method !== 'GET') logger.info({ by: told(actor), subject: call.params }, 'done');
      if (result instanceof Response) return withRequestId(result, requestId);
      return json(statusOf(spec), answerOf(spec, result), requestId);
    } catch (error) {
      if (spec.bySecret && error instanceof AppError && error.code === 'unauthenticated')
        await system.limits.countWrongSecret(address);
      return problemResponse(request, error, requestId, logger);
    }
  };
}

async function authorise(spec: Endpoint, request: Request, system: Runtime): Promise<Actor> {
  if (spec.access === 'public') return ANYBODY;
  const caller = await authenticate(request, system);
  if (!caller) throw new AppError('unauthenticated');
  const mayOnlyRead = caller.actor.role === 'viewer';
  if (mayOnlyRead && spec.access === 'admin') throw new AppError('forbidden');
  requireScope(spec, caller.actor);
  if (spec.sensitive) requireConfirmation(caller.actor);
  // A browser sends the session cookie by itself: a write must come from our own pages.
  if (caller.via === 'session' && spec.method !== 'GET' && !isFromOwnPages(request, system.env.APP_URL)) {
    throw new AppError('forbidden');
  }
  return caller.actor;
}

/**
 * A parameter that the endpoint does not know is refused by name: a filter misspelt by a script would otherwise answer
 * with everything. Pages share the schemas and leave out what they do not know; so do webhooks, whose addresses others
 * write.
 */
function queryOf({ query, bySecret }: Endpoint): z.ZodType {
  if (query instanceof z.ZodObject && !bySecret) return query.strict();
  return query ?? z.any();
}

/** @throws AppError token_scope_missing; metrics are for tokens made for them, never for a session */
function requireScope(spec: Endpoint, { scopes }: Actor): void {
  const scope = scopeOf(spec);
  const fits = scopes ? scopes.includes(scope) : scope !== 'metrics';
  if (!fits) throw new AppError('token_scope_missing', { scope });
}

/** @throws AppError confirmation_required when a person proved who they are too long ago */
function requireConfirmation({ session }: Actor): void {
  const since = session ? Date.now() - session.confirmedAt.getTime() : 0;
  if (since > CONFIRMED_MS) throw new AppError('confirmation_required');
}

/** Who did it, for the log: by id, no e-mail. */
const told = ({ kind, id }: Actor) => ({ kind, id });

function withRequestId(response: Response, requestId: string): Response {
  const headers = new Headers(response.headers);
  headers.set('x-request-id', requestId);
  return new Response(response.body, { status: response.status, headers });
}

function statusOf(spec: Endpoint): number {
  return spec.status ?? (spec.answer ? 200 : 204);
}

function answerOf(spec: Endpoint, result: unknown): unknown {
  return spec.answer?.parse(result);
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  return text === '' ? null : z.json().parse(JSON.parse(text));
}

function json(status: number, body: unknown, requestId: string): Response {
  const headers = { 'cache-control': 'no-store', 'x-request-id': requestId };
  if (status === 204 || body === undefined) return new Response(null, { status, headers });
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...headers, 'content-type': 'application/json' },
  });
}
