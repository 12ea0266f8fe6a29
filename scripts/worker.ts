import { requireEnvironment } from './support/environment';

/** `npm run worker`. */
requireEnvironment();
await import('@/jobs/worker');
