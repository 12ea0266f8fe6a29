import { discardEdit } from '@/lib/edits/discard-edit';
import { dropEdit, readEdit } from '@/lib/edits/endpoints';
import { getEdit } from '@/lib/edits/read-edits';
import { handle } from '@/lib/http/handle';
import { localeOf } from '@/lib/http/problem';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { runtime } from '@/lib/runtime';
import { storeOf } from '@/lib/storage/open-store';

export const GET = handle(readEdit, ({ ctx, params, request }) => getEdit(ctx, params.id, localeOf(request)));
export const DELETE = handle(dropEdit, async ({ ctx, params }) => {
  await discardEdit(ctx, storeOf(runtime().env), params.id);
  return undefined;
});

const refused = methodNotAllowed('GET', 'DELETE');

export { refused as POST, refused as PUT, refused as PATCH };
