import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { takeBackRun } from '@/lib/sync/history/endpoints';
import { presentUndo } from '@/lib/sync/history/present';
import { undoRun } from '@/lib/sync/history/undo-run';

export const POST = handle(takeBackRun, async ({ ctx, params, body }) =>
  presentUndo(await undoRun(ctx, params.id, { dryRun: body.dry_run })),
);

const refused = methodNotAllowed('POST');

export { refused as GET, refused as PUT, refused as PATCH, refused as DELETE };
