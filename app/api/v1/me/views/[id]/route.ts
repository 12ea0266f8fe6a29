import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { dropView } from '@/lib/views/endpoints';
import { deleteView } from '@/lib/views/views';

export const DELETE = handle(dropView, async ({ ctx, params }) => {
  await deleteView(ctx, params.id);
  return undefined;
});

const refused = methodNotAllowed('DELETE');

export { refused as GET, refused as POST, refused as PUT, refused as PATCH };
