import { handle } from '@/lib/http/handle';
import { ignoreManyErrors } from '@/lib/sync/history/endpoints';
import { ignoreErrors } from '@/lib/sync/history/ignore-errors';

export const POST = handle(ignoreManyErrors, ({ ctx, body }) => ignoreErrors(ctx, body.ids));
