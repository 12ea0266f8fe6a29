import { handle } from '@/lib/http/handle';
import { takeBackRun } from '@/lib/sync/history/endpoints';
import { presentUndo } from '@/lib/sync/history/present';
import { undoRun } from '@/lib/sync/history/undo-run';

export const POST = handle(takeBackRun, async ({ ctx, params, body }) =>
  presentUndo(await undoRun(ctx, params.id, { dryRun: body.dry_run })),
);
