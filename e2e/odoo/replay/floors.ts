import type { RecordedVersion } from '../version';

/** Areas of trade are held by count: how many recorded calls are answered alike at least, by version. */
export const FLOORS: Readonly<Record<string, Readonly<Record<RecordedVersion, number>>>> = {
  '08-lots': { 14: 18, 15: 21, 16: 21, 17: 21, 18: 26, 19: 22 },
  '08-qty-available-write': { 14: 18, 15: 18, 16: 18, 17: 18, 18: 18, 19: 18 },
  '08-stock': { 14: 77, 15: 120, 16: 126, 17: 126, 18: 126, 19: 126 },
  '09-orders': { 14: 67, 15: 67, 16: 67, 17: 66, 18: 66, 19: 67 },
  '14-automation-code': { 14: 12, 15: 12, 16: 12, 17: 13, 18: 13, 19: 13 },
  '14-webhooks': { 14: 1, 15: 1, 16: 1, 17: 19, 18: 19, 19: 20 },
};
