import { handle } from '@/lib/http/handle';
import { retryManyErrors } from '@/lib/sync/history/endpoints';
import { retryErrors } from '@/lib/sync/history/retry-errors';

export const POST = handle(retryManyErrors, ({ ctx, body }) => retryErrors(ctx, body.ids));
