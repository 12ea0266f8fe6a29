import { edit } from './edit.job';
import { housekeeping } from './housekeeping.job';
import { housekeepingPictures } from './housekeeping-pictures.job';
import type { Job } from './job';
import { notify } from './notify.job';
import { syncRun } from './sync-run.job';
import { syncTick } from './sync-tick.job';
import { syncWake } from './sync-wake.job';

/** Every job a worker takes. */
export const ALL_JOBS: readonly Job[] = [
  syncRun,
  syncWake,
  syncTick,
  edit,
  notify,
  housekeeping,
  housekeepingPictures,
];
