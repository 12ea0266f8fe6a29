import type { Locale } from '@/lib/i18n/locale';
import { explainCode, translate } from '@/lib/i18n/translate';
import {
  type ChangeAnswer,
  type ConflictAnswer,
  changeAnswer,
  conflictAnswer,
  type ErrorAnswer,
  errorAnswer,
  type RunAnswer,
  runAnswer,
  type UndoAnswer,
  undoAnswer,
} from './answers';
import type { RunChange } from './list-changes';
import type { Conflict } from './list-conflicts';
import type { SyncErrorRow } from './list-errors';
import type { Run } from './list-runs';
import type { UndoStep } from './undo/undo-step';
import type { UndoResult } from './undo-run';

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

/** An error with its cause and its remedy in the reader's language, Odoo's own words beside them. */
export function presentError(error: SyncErrorRow, locale: Locale): ErrorAnswer {
  const params = { odooMessage: error.message, ...error.params };
  return errorAnswer.parse({
    ...error,
    ...explainCode(locale, error.code, params),
    odoo_message: error.message,
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
    chosen_value: conflict.chosenValue,
    settled_by: conflict.settledBy,
    settled_at: iso(conflict.settledAt),
    applied_at: iso(conflict.appliedAt),
    created_at: iso(conflict.createdAt),
  });
}

export function presentUndo({ runId, changes, skipped }: UndoResult): UndoAnswer {
  const step = ({ localId, ...rest }: UndoStep) => ({ ...rest, local_id: localId });
  return undoAnswer.parse({
    run_id: runId,
    changes: changes.map(step),
    skipped: skipped.map(step),
  });
}
