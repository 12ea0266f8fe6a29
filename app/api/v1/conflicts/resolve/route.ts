import { handle } from '@/lib/http/handle';
import { settleManyConflicts } from '@/lib/sync/history/endpoints';
import { resolveConflicts } from '@/lib/sync/history/resolve-conflicts';

export const POST = handle(settleManyConflicts, ({ ctx, body }) => resolveConflicts(ctx, body));
