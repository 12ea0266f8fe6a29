import { importFile } from '@/lib/edits/endpoints';
import { getEdit } from '@/lib/edits/read-edits';
import { startImport } from '@/lib/edits/start-import';
import { handle } from '@/lib/http/handle';
import { localeOf } from '@/lib/http/problem';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { runtime } from '@/lib/runtime';
import { storeOf } from '@/lib/storage/open-store';

export const POST = handle(importFile, async ({ ctx, form, query, request }) => {
  const { id } = await startImport(ctx, storeOf(runtime().env), { form, ...query });
  return getEdit(ctx, id, localeOf(request));
});

const refused = methodNotAllowed('POST');

export { refused as GET, refused as PUT, refused as PATCH, refused as DELETE };
