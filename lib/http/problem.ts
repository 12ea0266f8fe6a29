import { z } from 'zod';
import { AppError, type ErrorCode } from '@/lib/errors';
import { LOCALE_COOKIE, type Locale, pickLocale } from '@/lib/i18n/locale';
import { explain, explainField } from '@/lib/i18n/translate';
import type { Logger } from '@/lib/logger';
import { readCookie } from './cookies';
import { databaseFailure } from './database-failure';

/** RFC 9457, as every failed call answers it. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  request_id: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  params: z.record(z.string(), z.unknown()).optional(),
});

/** The language of a caller's error messages: their choice, their browser's, or French. */
export function localeOf(request: Request): Locale {
  return pickLocale(readCookie(request, LOCALE_COOKIE), request.headers.get('accept-language'));
}

/** The answer to a failure. What is not an AppError says nothing of its inside; the log has it under the request id. */
export function problemResponse(
  request: Request,
  error: unknown,
  requestId: string,
  logger: Logger,
): Response {
  const known =
    error instanceof AppError ? error : (databaseFailure(error) ?? unexpected(error, requestId, logger));
  if (known.status === 503) logger.warn({ err: error, request_id: requestId }, 'the database is away');
  const params = { ...known.params, request_id: requestId };
  const problem: z.infer<typeof problemSchema> = {
    type: `urn:products-manager:error:${known.code}`,
    title: titleOf(known.code),
    status: known.status,
    code: known.code,
    detail: explain(localeOf(request), new AppError(known.code, params)),
    request_id: requestId,
    ...(known.options.fields
      ? {
          errors: known.options.fields.map(({ path, message, params }) => ({
            path,
            message: explainField(localeOf(request), message, params),
          })),
        }
      : {}),
    ...(Object.keys(known.params).length > 0 ? { params: { ...known.params } } : {}),
  };
  const headers = new Headers({
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'x-request-id': requestId,
  });
  if (known.status === 401) headers.set('www-authenticate', 'Bearer');
  const seconds = secondsToWait(known);
  if (seconds !== undefined) headers.set('retry-after', String(seconds));
  return new Response(JSON.stringify(problem), { status: known.status, headers });
}

/** What Retry-After says. */
function secondsToWait({ status, params }: AppError): number | undefined {
  if (status === 503) return 5;
  if (status !== 429) return undefined;
  if (typeof params.seconds === 'number') return params.seconds;
  return typeof params.minutes === 'number' ? params.minutes * 60 : undefined;
}

function unexpected(error: unknown, requestId: string, logger: Logger): AppError {
  logger.error({ err: error, request_id: requestId }, 'unexpected failure');
  return new AppError('internal');
}

function titleOf(code: ErrorCode): string {
  const words = code.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
