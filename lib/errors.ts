/** Every error code the application answers with, and its HTTP status. Codes are part of the API: never renamed. */
export const ERROR_STATUS = {
  invalid_request: 400,
  invalid_json: 400,
  invalid_cursor: 400,
  unauthenticated: 401,
  wrong_credentials: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  already_set_up: 409,
  email_taken: 409,
  last_admin: 409,
  idempotency_key_reused: 409,
  request_in_progress: 409,
  several_integrations: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  unprocessable: 422,
  too_many_attempts: 429,
  internal: 500,
  unavailable: 503,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof ERROR_STATUS;
export type ErrorParams = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** One field that is wrong: where in the request, and a code of the area `errors` under `fields`, or words. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/**
 * A failure a person can do something about. Carries a code and parameters, translated at the edge
 * (`errors.<code>` in the messages); never a secret, never the inside of the program.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly status: number;
  constructor(
    readonly code: ErrorCode,
    readonly params: ErrorParams = {},
    readonly options: { readonly fields?: readonly FieldError[]; readonly cause?: unknown } = {},
  ) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause });
    this.status = ERROR_STATUS[code];
  }
}
