import { readEditRows } from '@/lib/edits/endpoints';
import { listEditRows } from '@/lib/edits/read-edits';
import { handle } from '@/lib/http/handle';
import { localeOf } from '@/lib/http/problem';
import { methodNotAllowed } from '@/lib/http/refused-route';

export const GET = handle(readEditRows, ({ ctx, params, query, request }) =>
  listEditRows(ctx, params.id, query, localeOf(request)),
);

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
