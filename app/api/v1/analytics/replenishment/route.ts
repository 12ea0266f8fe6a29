import { readReplenishment } from '@/lib/analytics/endpoints';
import { replenishment } from '@/lib/analytics/replenishment';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';

export const GET = handle(readReplenishment, ({ ctx, query }) => replenishment(ctx, query));

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
