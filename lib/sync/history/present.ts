import { encodeCursor } from '@/lib/http/list';
import type { Locale } from '@/lib/i18n/locale';
import { explainCode, translate } from '@/lib/i18n/translate';
import {
  type ChangeAnswer,
  type ConflictAnswer,
  changeAnswer,
  conflictAnswer,
  type DifferenceAnswer,
  differenceAnswer,
  type ErrorAnswer,
  errorAnswer,
  type LeftOutAnswer,
  leftOutAnswer,
  type RunAnswer,
  runAnswer,
  type UndoAnswer,
  undoAnswer,
} from './answers';
import type { RunDifference } from './differences/list-differences';
import type { LeftOut } from './left-out/list-left-out';
import type { RunChange } from './list-changes';
import type { Conflict } from './list-conflicts';
import type { SyncErrorRow } from './list-errors';
import type { Run } from './list-runs';
import type { UndoStep } from './undo/undo-step';
import type { UndoForesight, UndoResult } from './undo-run';
import { wordsOfOdoo } from './words-of-odoo';

const iso = (at: Date | null) => at?.toISOString() ?? null;

/** A run as the API answers it, the reason of an early end in the reader's language. */
export function presentRun(run: Run, locale: Locale): RunAnswer {
  return runAnswer.parse({
    ...run,
    integration_id: run.integrationId,
    integration_name: run.integrationName,
    dry_run: run.dryRun,
    created_at: iso(run.createdAt),
    started_at: iso(run.startedAt),
    finished_at: iso(run.finishedAt),
    rpc_calls: run.rpcCalls,
    cancel_requested: run.cancelRequestedAt !== null,
    undo_of: run.undoOf,
    requested_by: run.requestedBy,
    notices: run.notices.map(({ code, params }) => ({
      code,
      message: translate(locale, `sync.notices.${code}`, params),
    })),
    error: run.error && {
      class: run.error.class,
      code: run.error.code,
      ...explainCode(locale, run.error.code, run.error.params),
    },
  });
}

export function presentChange(change: RunChange): ChangeAnswer {
  return changeAnswer.parse({
    ...change,
    local_id: change.localId,
    odoo_model: change.odooModel,
    odoo_id: change.odooId,
    at: iso(change.at),
    undone_by: change.undoneBy,
  });
}

export function presentDifference(difference: RunDifference): DifferenceAnswer {
  return differenceAnswer.parse({
    ...difference,
    local_id: difference.localId,
    odoo_model: difference.odooModel,
    odoo_id: difference.odooId,
    products_manager_value: difference.hereValue,
    odoo_value: difference.odooValue,
  });
}

/** An error with its cause and its remedy in the reader's language, Odoo's own words beside them. */
export function presentError(error: SyncErrorRow, locale: Locale): ErrorAnswer {
  const said = wordsOfOdoo(error);
  const params = { ...error.params, odooMessage: said };
  return errorAnswer.parse({
    ...error,
    ...explainCode(locale, error.code, params),
    odoo_message: said,
    integration_id: error.integrationId,
    run_id: error.runId,
    local_id: error.localId,
    odoo_model: error.odooModel,
    odoo_id: error.odooId,
    first_seen_at: iso(error.firstSeenAt),
    last_seen_at: iso(error.lastSeenAt),
    next_retry_at: iso(error.nextRetryAt),
  });
}

export function presentConflict(conflict: Conflict): ConflictAnswer {
  return conflictAnswer.parse({
    ...conflict,
    integration_id: conflict.integrationId,
    run_id: conflict.runId,
    local_id: conflict.localId,
    odoo_model: conflict.odooModel,
    odoo_id: conflict.odooId,
    base_value: conflict.baseValue,
    products_manager_value: conflict.hereValue,
    odoo_value: conflict.odooValue,
    products_manager_changed_at: iso(conflict.hereChangedAt),
    odoo_changed_at: iso(conflict.odooChangedAt),
    products_manager_changed_by: conflict.hereChangedBy,
    odoo_changed_by: conflict.odooChangedBy,
    chosen_value: conflict.chosenValue,
    settled_by: conflict.settledBy,
    settled_at: iso(conflict.settledAt),
    applied_at: iso(conflict.appliedAt),
    created_at: iso(conflict.createdAt),
  });
}

/** So many steps are answered; the run's own changes list them all. */
const SHOWN_STEPS = 200;

const presentStep = ({ localId, changeIds: _, untied = false, ...rest }: UndoStep) => ({
  ...rest,
  untied,
  local_id: localId,
});

export function presentUndo({ runId, changes, skipped }: UndoResult): UndoAnswer {
  return undoAnswer.parse({
    run_id: runId,
    changes: changes.slice(0, SHOWN_STEPS).map(presentStep),
    skipped: skipped.slice(0, SHOWN_STEPS).map(presentStep),
    next_cursor: null,
  });
}

export function presentForesight(foresight: UndoForesight, names: Record<string, string>): UndoAnswer {
  const { counts, writesOdoo, changes, skipped, next } = foresight;
  return undoAnswer.parse({
    run_id: null,
    ...(counts ? { counts } : {}),
    writes_odoo: writesOdoo,
    names,
    changes: changes.map(presentStep),
    skipped: skipped.map(presentStep),
    next_cursor: next === null ? null : encodeCursor([next]),
  });
}

export function presentLeftOut(record: LeftOut): LeftOutAnswer {
  return leftOutAnswer.parse({
    ...record,
    integration_id: record.integrationId,
    integration_name: record.integrationName,
    local_id: record.localId,
    odoo_model: record.odooModel,
    odoo_id: record.odooId,
    left_out_by: record.leftOutBy,
    left_out_at: iso(record.leftOutAt),
    undo_id: record.undoId,
  });
}
