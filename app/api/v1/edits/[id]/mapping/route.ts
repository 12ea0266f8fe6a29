import { mapImport } from '@/lib/edits/endpoints';
import { mapColumns } from '@/lib/edits/map-columns';
import { getEdit } from '@/lib/edits/read-edits';
import { handle } from '@/lib/http/handle';
import { localeOf } from '@/lib/http/problem';
import { methodNotAllowed } from '@/lib/http/refused-route';

export const PUT = handle(mapImport, async ({ ctx, params, body, request }) => {
  await mapColumns(ctx, params.id, body);
  return getEdit(ctx, params.id, localeOf(request));
});

const refused = methodNotAllowed('PUT');

export { refused as GET, refused as POST, refused as PATCH, refused as DELETE };
