import type { OdooConfig } from '@/db/schema/integrations';
import { AppError } from '@/lib/errors';

/** Whether an address is another server, or another way to it: scheme, host or port. */
export function isElsewhere(before: string, after: string): boolean {
  return URL.parse(before)?.origin !== URL.parse(after)?.origin;
}

/**
 * A stored key goes only where it was given for: whoever may change an address could otherwise have the key sent to a
 * server of theirs. @throws AppError invalid_request on `config.api_key` when the change needs the key again
 */
export function assertKeyStays(
  before: Pick<OdooConfig, 'url'>,
  change: { url?: string | undefined; api_key?: string | undefined },
): void {
  if (change.url === undefined || change.api_key !== undefined || !isElsewhere(before.url, change.url))
    return;
  throw new AppError('invalid_request', {}, { fields: [{ path: 'config.api_key', message: 'key_again' }] });
}
