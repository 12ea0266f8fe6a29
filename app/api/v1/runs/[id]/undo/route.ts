import { z } from 'zod';
import { handle } from '@/lib/http/handle';
import { decodeCursor } from '@/lib/http/list';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { takeBackRun } from '@/lib/sync/history/endpoints/runs';
import { nameValues, valuesOf } from '@/lib/sync/history/name-values';
import { presentForesight, presentUndo } from '@/lib/sync/history/present';
import { foreseeUndo, undoRun } from '@/lib/sync/history/undo-run';

export const POST = handle(takeBackRun, async ({ ctx, params, body: { dry_run, cursor } }) => {
  if (!dry_run) return presentUndo(await undoRun(ctx, params.id, { dryRun: false }));
  const before = cursor ? decodeCursor(cursor, z.tuple([z.number().int()]))[0] : null;
  const foresight = await foreseeUndo(ctx, params.id, before);
  const steps = [...foresight.changes, ...foresight.skipped];
  const names = await nameValues(
    ctx.db,
    steps.map(({ fields }) => valuesOf(fields)),
  );
  return presentForesight(foresight, names);
});

const refused = methodNotAllowed('POST');

export { refused as GET, refused as PUT, refused as PATCH, refused as DELETE };
