import { createCategory } from '@/lib/catalogue/categories/create-category';
import { listCategories } from '@/lib/catalogue/categories/queries';
import { makeCategory, readCategories } from '@/lib/catalogue/endpoints/categories';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';

export const GET = handle(readCategories, ({ ctx, query }) => listCategories(ctx, query));

export const POST = handle(makeCategory, ({ ctx, body }) => createCategory(ctx, body));

const refused = methodNotAllowed('GET', 'POST');

export { refused as PUT, refused as PATCH, refused as DELETE };
