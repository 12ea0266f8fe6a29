import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { readOdooWarehouses } from '@/lib/integrations/endpoints/connection';
import { listWarehousesInOdoo } from '@/lib/integrations/warehouses';

export const GET = handle(readOdooWarehouses, ({ ctx, params, query }) =>
  listWarehousesInOdoo(ctx, params.id, { names: query.names !== undefined }),
);

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
