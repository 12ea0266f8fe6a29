import { readReplenishment } from '@/lib/analytics/endpoints';
import { replenishment } from '@/lib/analytics/replenishment';
import { handle } from '@/lib/http/handle';

export const GET = handle(readReplenishment, ({ ctx, query }) => replenishment(ctx, query));
