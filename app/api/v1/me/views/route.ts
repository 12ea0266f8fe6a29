import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { keepView, readViews } from '@/lib/views/endpoints';
import { listViews, saveView } from '@/lib/views/views';

export const GET = handle(readViews, async ({ ctx, query }) => ({
  data: await listViews(ctx, query),
  next_cursor: null,
}));
export const POST = handle(keepView, ({ ctx, body }) => saveView(ctx, body));

const refused = methodNotAllowed('GET', 'POST');

export { refused as PUT, refused as PATCH, refused as DELETE };
