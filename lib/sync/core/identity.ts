/** What is known of a record of Odoo: when it was made, and the write dates seen of it, newest first. */
export interface KnownRecord {
  readonly createDate: string | null;
  readonly dates: readonly string[];
}

export interface RecordNow {
  readonly createDate: string;
  readonly writeDate: string;
}

/**
 * `same`; `reused`: the id is another record's now; `went_back`: it is as it was before; `missing`: not there, which
 * may be an ordinary deletion.
 */
export type IdentityFinding = 'same' | 'reused' | 'went_back' | 'missing';

/**
 * Whether a record is who it was, and not older than it was seen. A write date that gets smaller is no proof by
 * itself: Odoo's clock may have been set back and the record written since. It is one if it is a date the record had
 * before, or lies before `lookedAt`, when Odoo was last looked at: whatever was written since is later.
 *
 * @param lookedAt UTC "YYYY-MM-DD HH:MM:SS", clocks' differences already taken off; null: never
 */
export function identify(
  known: KnownRecord,
  now: RecordNow | undefined,
  lookedAt: string | null,
): IdentityFinding {
  if (!now) return 'missing';
  if (known.createDate !== null && now.createDate !== known.createDate) return 'reused';
  const [newest, ...before] = known.dates;
  if (newest === undefined || now.writeDate >= newest) return 'same';
  const older = before.includes(now.writeDate) || (lookedAt !== null && now.writeDate < lookedAt);
  return older ? 'went_back' : 'same';
}
