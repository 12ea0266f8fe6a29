import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { retryManyErrors } from '@/lib/sync/history/endpoints/errors';
import { retryErrors } from '@/lib/sync/history/retry-errors';

export const POST = handle(retryManyErrors, ({ ctx, body }) => retryErrors(ctx, body.ids));

const refused = methodNotAllowed('POST');

export { refused as GET, refused as PUT, refused as PATCH, refused as DELETE };
