import type { ErrorClass } from '@/db/schema/inbox';

/** What the engine itself cannot do with one record; told to people by its code, like Odoo's own refusals. */
export class SyncError extends Error {
  override readonly name = 'SyncError';
  constructor(
    readonly code: string,
    readonly params: Readonly<Record<string, unknown>> = {},
    readonly errorClass: ErrorClass = 'mapping',
  ) {
    super(code);
  }
  get class(): ErrorClass {
    return this.errorClass;
  }
}
