import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { listCategoryMappings, replaceCategoryMappings } from '@/lib/integrations/category-mapping/mappings';
import { readMappings, writeMappings } from '@/lib/integrations/endpoints/category-mappings';

export const GET = handle(readMappings, ({ ctx, params }) => listCategoryMappings(ctx, params.id));
export const PUT = handle(writeMappings, ({ ctx, params, body }) =>
  replaceCategoryMappings(ctx, params.id, body),
);

const refused = methodNotAllowed('GET', 'PUT');

export { refused as POST, refused as PATCH, refused as DELETE };
