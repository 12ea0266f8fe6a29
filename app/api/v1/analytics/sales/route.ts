import { readSales } from '@/lib/analytics/endpoints';
import { salesOverTime } from '@/lib/analytics/sales';
import { handle } from '@/lib/http/handle';

export const GET = handle(readSales, ({ ctx, query }) => salesOverTime(ctx, query));
