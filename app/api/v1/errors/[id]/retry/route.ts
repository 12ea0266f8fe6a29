import { handle } from '@/lib/http/handle';
import { retryError } from '@/lib/sync/history/endpoints';
import { retryErrors } from '@/lib/sync/history/retry-errors';

export const POST = handle(retryError, ({ ctx, params }) => retryErrors(ctx, [params.id]));
