/** A version of Odoo as its number says it: 17.0 → 17, 0; saas~19.1 → 19, 1; 19.5a1 (between 19 and 20) → 19, 5. */
export interface OdooVersion {
  major: number;
  minor: number;
  /** An Online release between two series ("saas~19.1"). */
  online: boolean;
}

/** The newest series that this program was written for; a newer one is told so, never refused. */
export const KNOWN_UP_TO: OdooVersion = { major: 20, minor: 0, online: false };

/** The oldest series that is spoken to. */
export const OLDEST_MAJOR = 14;

/** What people choose from; anything `parseOdooVersion` reads may be typed. */
export const OFFERED_VERSIONS = [
  '20.0',
  'saas~19.4',
  'saas~19.3',
  'saas~19.2',
  'saas~19.1',
  '19.0',
  '18.0',
  '17.0',
  '16.0',
  '15.0',
  '14.0',
] as const;

/**
 * "17", "17.0", "17.0+", "17.0+e" (Enterprise), "saas~19.1+e", "saas-19.1" (the branch's name), "19.5a1", "20.0rc1",
 * "17.0-20240101" (a nightly build). A plus or anything behind the number says nothing of what the server can do.
 */
const WRITTEN = /^(saas[~-])?(\d{1,3})(?:\.(\d{1,2}))?(?:(?:a|b|alpha|beta|rc|post)\d*)?(?:-\d{6,8})?\+?e?$/i;

/** What a person or a server wrote, understood; null when it is no version of Odoo. */
export function parseOdooVersion(written: string): OdooVersion | null {
  const [, online, major, minor] = WRITTEN.exec(written.trim()) ?? [];
  if (major === undefined) return null;
  return { major: Number(major), minor: Number(minor ?? 0), online: online !== undefined };
}

/** "20.0", "saas~19.1": the series without edition, build and stage, to compare and to show. */
export function serieOf({ major, minor, online }: OdooVersion): string {
  return `${online ? 'saas~' : ''}${major}.${minor}`;
}

/** Whether what is said and what answers are the same series: 17 and 17.0+e are, 17.0 and saas~17.2 are not. */
export function sameSerie(a: OdooVersion, b: OdooVersion): boolean {
  return a.major === b.major && a.minor === b.minor;
}

export function isNewer(a: OdooVersion, b: OdooVersion): boolean {
  return a.major > b.major || (a.major === b.major && a.minor > b.minor);
}
