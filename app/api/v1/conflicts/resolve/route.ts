import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { settleManyConflicts } from '@/lib/sync/history/endpoints/conflicts';
import { resolveConflicts } from '@/lib/sync/history/resolve-conflicts';

export const POST = handle(settleManyConflicts, ({ ctx, body }) => resolveConflicts(ctx, body));

const refused = methodNotAllowed('POST');

export { refused as GET, refused as PUT, refused as PATCH, refused as DELETE };
