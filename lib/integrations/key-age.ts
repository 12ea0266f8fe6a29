const DAY = 24 * 3600 * 1000;
/** The documentation's advice: renew every six months. */
const LONGEST_DAYS = 182;
/** Odoo 18 and later let keys of people who are no administrators live three months at most (field-notes.md). */
const LIMITED_DAYS = 90;
/** Odoo 20 leaves them one day or a month (res_users.py, read in its source). */
const MONTH_DAYS = 30;
const NOTICE_DAYS = 14;

export interface KeyAge {
  age_days: number;
  /** When it should be replaced: its expiry where Odoo told it, else the longest age advised. */
  renew_before: string;
  state: 'ok' | 'renew_soon' | 'overdue';
}

/** How old a key is and whether it should be renewed (Q1). `major` is Odoo's, null while unknown. */
export function keyAge(
  { setAt, expiresAt, major }: { setAt: Date; expiresAt: Date | null; major: number | null },
  now: Date,
): KeyAge {
  const renewBefore = expiresAt ?? new Date(setAt.getTime() + longestLife(major) * DAY);
  const left = renewBefore.getTime() - now.getTime();
  return {
    age_days: Math.max(0, Math.floor((now.getTime() - setAt.getTime()) / DAY)),
    renew_before: renewBefore.toISOString(),
    state: left <= 0 ? 'overdue' : left <= NOTICE_DAYS * DAY ? 'renew_soon' : 'ok',
  };
}

/** How long a key may live at most, in days, as far as Odoo does not tell: better warned early than cut off. */
function longestLife(major: number | null): number {
  if (major === null || major < 18) return LONGEST_DAYS;
  return major < 20 ? LIMITED_DAYS : MONTH_DAYS;
}
