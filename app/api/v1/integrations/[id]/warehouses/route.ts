import { handle } from '@/lib/http/handle';
import { readOdooWarehouses } from '@/lib/integrations/endpoints';
import { listWarehousesInOdoo } from '@/lib/integrations/warehouses';

export const GET = handle(readOdooWarehouses, ({ ctx, params }) => listWarehousesInOdoo(ctx, params.id));
