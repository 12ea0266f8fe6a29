import { readSales } from '@/lib/analytics/endpoints';
import { salesOverTime } from '@/lib/analytics/sales';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';

export const GET = handle(readSales, ({ ctx, query }) => salesOverTime(ctx, query));

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
