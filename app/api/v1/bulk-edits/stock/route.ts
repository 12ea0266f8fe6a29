import { changeManyCounts } from '@/lib/edits/endpoints';
import { getEdit } from '@/lib/edits/read-edits';
import { startStockBulkEdit } from '@/lib/edits/start-bulk-edit';
import { handle } from '@/lib/http/handle';
import { localeOf } from '@/lib/http/problem';
import { methodNotAllowed } from '@/lib/http/refused-route';

export const POST = handle(changeManyCounts, async ({ ctx, body, request }) => {
  const { id } = await startStockBulkEdit(ctx, body);
  return getEdit(ctx, id, localeOf(request));
});

const refused = methodNotAllowed('POST');

export { refused as GET, refused as PUT, refused as PATCH, refused as DELETE };
