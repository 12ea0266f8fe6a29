import { housekeeping } from './housekeeping.job';
import type { Job } from './job';

/** Every job a worker takes. */
export const ALL_JOBS: readonly Job[] = [housekeeping];
