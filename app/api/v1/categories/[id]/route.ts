import { deleteCategory } from '@/lib/catalogue/categories/delete-category';
import { updateCategory } from '@/lib/catalogue/categories/update-category';
import { changeCategory, removeCategory } from '@/lib/catalogue/endpoints/categories';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';

export const PATCH = handle(changeCategory, ({ ctx, params, body }) => updateCategory(ctx, params.id, body));

export const DELETE = handle(removeCategory, async ({ ctx, params }) => {
  await deleteCategory(ctx, params.id);
  return undefined;
});

const refused = methodNotAllowed('PATCH', 'DELETE');

export { refused as GET, refused as POST, refused as PUT };
