import type { z } from 'zod';
import type { Role, Scope } from '@/db/schema/people';
import type { ErrorCode } from '@/lib/errors';

type Shape = z.ZodType;

/**
 * What one call of the API accepts and answers: the single source of its validation, of its
 * authorisation and of its description in the OpenAPI document (lib/openapi).
 */
export interface Endpoint<
  Params extends Shape = Shape,
  Query extends Shape = Shape,
  Body extends Shape = Shape,
  Answer extends Shape = Shape,
> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** With parameters in braces: `/api/v1/products/{id}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  /** Who may call it. `public` endpoints check their caller themselves. */
  readonly access: Role | 'public';
  /** What a token must be made for, where access and tag do not tell (lib/auth/scopes.ts). */
  readonly scope?: Scope;
  readonly params?: Params;
  readonly query?: Query;
  /** JSON body. Absent: the call has none, or reads `request` itself (`form`). */
  readonly body?: Body;
  /** The call takes multipart/form-data, or JSON if `body` is given too. */
  readonly form?: boolean;
  /** What a success answers; fields the schema does not name never leave. Absent: 204 or a Response of its own. */
  readonly answer?: Answer;
  /** Status of a success; 200 by default, 204 without `answer`. */
  readonly status?: number;
  /** Codes of this call's own errors, beside those of every call. */
  readonly errors?: readonly ErrorCode[];
  /** Largest body in bytes; 1 MiB by default. */
  readonly maxBytes?: number;
  /** The call speaks to Odoo: no transaction may be open meanwhile, so Idempotency-Key is not offered. */
  readonly callsOdoo?: boolean;
  /** A person must have proved who they are within the last quarter of an hour (tokens have their scopes). */
  readonly sensitive?: boolean;
  /** The caller proves itself by a secret of its own: no general limit, but wrong secrets are counted by address. */
  readonly bySecret?: boolean;
  /** The answer carries a secret: it is never kept for a repeated request. */
  readonly secretAnswer?: boolean;
}

/** Declares an endpoint; list it in lib/openapi/endpoints.ts and serve it with `handle`. */
export function endpoint<
  Params extends Shape = z.ZodUndefined,
  Query extends Shape = z.ZodUndefined,
  Body extends Shape = z.ZodUndefined,
  Answer extends Shape = z.ZodUndefined,
>(definition: Endpoint<Params, Query, Body, Answer>): Endpoint<Params, Query, Body, Answer> {
  return definition;
}

/** Whether Idempotency-Key is honoured: the caller must be known, and no call to Odoo be made meanwhile. */
export function mayRepeat(spec: Endpoint): boolean {
  return spec.method !== 'GET' && spec.access !== 'public' && !spec.callsOdoo;
}
