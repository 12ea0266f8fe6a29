import { confirmEdit } from '@/lib/edits/confirm-edit';
import { applyEdit } from '@/lib/edits/endpoints';
import { getEdit } from '@/lib/edits/read-edits';
import { handle } from '@/lib/http/handle';
import { localeOf } from '@/lib/http/problem';
import { methodNotAllowed } from '@/lib/http/refused-route';

export const POST = handle(applyEdit, async ({ ctx, params, request }) => {
  await confirmEdit(ctx, params.id);
  return getEdit(ctx, params.id, localeOf(request));
});

const refused = methodNotAllowed('POST');

export { refused as GET, refused as PUT, refused as PATCH, refused as DELETE };
