import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { retryError } from '@/lib/sync/history/endpoints/errors';
import { retryErrors } from '@/lib/sync/history/retry-errors';

export const POST = handle(retryError, ({ ctx, params }) => retryErrors(ctx, [params.id]));

const refused = methodNotAllowed('POST');

export { refused as GET, refused as PUT, refused as PATCH, refused as DELETE };
