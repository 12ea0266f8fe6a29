import { handle } from '@/lib/http/handle';
import { settleConflict } from '@/lib/sync/history/endpoints';
import { resolveConflicts } from '@/lib/sync/history/resolve-conflicts';

export const POST = handle(settleConflict, ({ ctx, params, body }) =>
  resolveConflicts(ctx, { ids: [params.id], ...body }),
);
