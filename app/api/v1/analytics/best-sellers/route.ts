import { bestSellers } from '@/lib/analytics/best-sellers';
import { readBestSellers } from '@/lib/analytics/endpoints';
import { handle } from '@/lib/http/handle';

export const GET = handle(readBestSellers, ({ ctx, query }) => bestSellers(ctx, query));
