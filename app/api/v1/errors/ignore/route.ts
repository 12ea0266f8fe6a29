import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { ignoreManyErrors } from '@/lib/sync/history/endpoints/errors';
import { ignoreErrors } from '@/lib/sync/history/ignore-errors';

export const POST = handle(ignoreManyErrors, ({ ctx, body }) => ignoreErrors(ctx, body.ids));

const refused = methodNotAllowed('POST');

export { refused as GET, refused as PUT, refused as PATCH, refused as DELETE };
