/** Every error code the application answers with, and its HTTP status. Codes are part of the API: never renamed. */
export const ERROR_STATUS = {
  invalid_request: 422,
  invalid_json: 400,
  invalid_cursor: 400,
  unstorable_value: 400,
  unauthenticated: 401,
  wrong_credentials: 401,
  code_required: 401,
  wrong_code: 401,
  forbidden: 403,
  token_scope_missing: 403,
  confirmation_required: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  already_set_up: 409,
  two_factor_enabled: 409,
  email_taken: 409,
  last_admin: 409,
  idempotency_key_reused: 409,
  request_in_progress: 409,
  secret_shown_once: 409,
  several_integrations: 409,
  integration_paused: 409,
  conflict_changed_since: 409,
  conflict_not_reversible: 409,
  run_ended: 409,
  run_not_ended: 409,
  product_deleted: 409,
  parent_deleted: 409,
  combination_taken: 409,
  ean_taken: 409,
  category_in_use: 409,
  category_name_taken: 409,
  stock_on_variants: 409,
  stock_not_kept: 409,
  stock_tracked: 409,
  stock_out_of_range: 409,
  too_many_images: 409,
  too_many_views: 409,
  identity_not_in_question: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  unprocessable: 422,
  variant_of_variant: 422,
  variant_alone: 422,
  variant_field_of_parent: 422,
  code_of_variants: 422,
  value_of_variants: 422,
  attribute_names_differ: 422,
  unknown_parent: 422,
  unknown_category: 422,
  unknown_warehouse: 422,
  category_loop: 422,
  image_order_differs: 422,
  image_too_many_pixels: 422,
  image_unreachable: 422,
  unreadable_file: 422,
  changed_since: 409,
  row_failed: 500,
  edit_not_ready: 409,
  webhooks_unavailable: 422,
  mail_unavailable: 422,
  link_expired: 422,
  too_many_attempts: 429,
  too_many_requests: 429,
  internal: 500,
  odoo_failed: 502,
  mail_failed: 502,
  mail_refused: 502,
  webhook_refused: 502,
  unavailable: 503,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof ERROR_STATUS;
export type ErrorParams = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** One field that is wrong: where in the request, and a code of the area `errors` under `fields`, or words. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
  /** For the sentence of a code. */
  readonly params?: ErrorParams;
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
