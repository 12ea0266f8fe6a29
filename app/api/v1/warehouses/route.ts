import { readWarehouses } from '@/lib/catalogue/endpoints';
import { listWarehouses } from '@/lib/catalogue/stock/warehouses';
import { handle } from '@/lib/http/handle';

export const GET = handle(readWarehouses, ({ ctx, query }) => listWarehouses(ctx, query));
