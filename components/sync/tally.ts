import type { RunAnswer } from '@/lib/sync/history/answers';

/** What a run did on each side, all kinds together. */
export function tallyOf(counts: RunAnswer['counts']) {
  const all = Object.values(counts);
  const sum = (pick: (count: (typeof all)[number]) => number) =>
    all.reduce((total, count) => total + pick(count), 0);
  return {
    here: sum((count) => count.created_here + count.updated_here + count.deleted_here),
    odoo: sum((count) => count.created_in_odoo + count.updated_in_odoo + count.archived_in_odoo),
    failed: sum((count) => count.failed),
    conflicts: sum((count) => count.conflicts),
    seen: sum((count) => count.seen),
  };
}

/** What a check compared and found, all kinds together. */
export function checkTally(comparison: RunAnswer['comparison']) {
  const all = Object.values(comparison);
  const sum = (pick: (found: (typeof all)[number]) => number) =>
    all.reduce((total, found) => total + pick(found), 0);
  const valuesOf = (fields: Record<string, number>) => Object.values(fields).reduce((a, b) => a + b, 0);
  return {
    records: sum(({ records }) => records),
    values: sum(({ values }) => values),
    differences: sum((found) => found.missing_here + found.missing_in_odoo + valuesOf(found.fields)),
  };
}

/** Whether a run is still going on or waiting. */
export function isLive({ status }: Pick<RunAnswer, 'status'>): boolean {
  return status === 'queued' || status === 'running';
}

/** A run that went well and found nothing to do. */
export function isQuiet(run: RunAnswer): boolean {
  const { here, odoo, failed, conflicts } = tallyOf(run.counts);
  return run.status === 'succeeded' && !run.dry_run && here + odoo + failed + conflicts === 0;
}
