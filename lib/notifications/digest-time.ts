/** The hour of the shop's day at which the day's letter goes out. */
export const DIGEST_HOUR = 8;

const HOUR_MS = 3600 * 1000;

/** The next eight o'clock in a time zone, strictly after `now`; found by the clock on its wall, so that summer time is none of our business. */
export function nextDigest(now: Date, timeZone: string): Date {
  const hourOf = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' });
  // Zones off by half an hour have their whole hours at our half ones.
  const start = Math.floor(now.getTime() / (HOUR_MS / 4)) * (HOUR_MS / 4);
  let before = Number(hourOf.format(new Date(start)));
  for (let quarter = 1; quarter <= 27 * 4; quarter++) {
    const at = new Date(start + (quarter * HOUR_MS) / 4);
    const hour = Number(hourOf.format(at));
    if (hour === DIGEST_HOUR && before !== DIGEST_HOUR) return at;
    before = hour;
  }
  return new Date(now.getTime() + 24 * HOUR_MS);
}
