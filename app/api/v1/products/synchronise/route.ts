import { synchroniseMany } from '@/lib/edits/endpoints';
import { synchroniseSelected } from '@/lib/edits/synchronise-selected';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';

export const POST = handle(synchroniseMany, ({ ctx, body }) => synchroniseSelected(ctx, body.selection));

const refused = methodNotAllowed('POST');

export { refused as GET, refused as PUT, refused as PATCH, refused as DELETE };
