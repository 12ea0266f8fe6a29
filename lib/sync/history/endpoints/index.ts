import { readConflicts, settleConflict, settleManyConflicts } from './conflicts';
import { ignoreError, ignoreManyErrors, readErrors, retryError, retryManyErrors } from './errors';
import { bringBackLeftOut, readLeftOut } from './left-out';
import {
  exportDifferences,
  exportLog,
  readChanges,
  readDifferences,
  readLog,
  readRun,
  readRuns,
  stopRun,
  takeBackRun,
} from './runs';

export const historyEndpoints = [
  readLeftOut,
  bringBackLeftOut,
  readRuns,
  readRun,
  readChanges,
  readLog,
  exportLog,
  readDifferences,
  exportDifferences,
  stopRun,
  takeBackRun,
  readErrors,
  retryError,
  retryManyErrors,
  ignoreError,
  ignoreManyErrors,
  readConflicts,
  settleConflict,
  settleManyConflicts,
];
