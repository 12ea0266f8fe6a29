import { putStock } from '@/lib/catalogue/endpoints';
import { setStock } from '@/lib/catalogue/stock/set-stock';
import { handle } from '@/lib/http/handle';

export const PUT = handle(putStock, ({ ctx, params, body }) => setStock(ctx, params.id, body));
