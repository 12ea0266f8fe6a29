import { bestSellers } from '@/lib/analytics/best-sellers';
import { readBestSellers } from '@/lib/analytics/endpoints';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';

export const GET = handle(readBestSellers, ({ ctx, query }) => bestSellers(ctx, query));

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
