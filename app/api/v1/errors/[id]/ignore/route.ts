import { handle } from '@/lib/http/handle';
import { ignoreError } from '@/lib/sync/history/endpoints';
import { ignoreErrors } from '@/lib/sync/history/ignore-errors';

export const POST = handle(ignoreError, ({ ctx, params }) => ignoreErrors(ctx, [params.id]));
