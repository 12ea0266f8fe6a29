import { bringBackProduct } from '@/lib/catalogue/endpoints';
import { restoreProduct } from '@/lib/catalogue/products/restore-product';
import { handle } from '@/lib/http/handle';

export const POST = handle(bringBackProduct, ({ ctx, params }) => restoreProduct(ctx, params.id));
