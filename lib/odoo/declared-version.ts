/** The oldest release whose calls this program knows (BY-VERSION.md). */
const OLDEST = 14;

/**
 * A release of Odoo as people and Odoo itself write it: "17", "17.0", "17.0+" (or later), "17.0+e" (Enterprise),
 * "saas~18.2" (Online).
 */
const WRITTEN = /^(?:saas[~-])?(\d{2})(?:\.\d{1,2})?(\+(?:e)?)?$/i;

export interface DeclaredVersion {
  readonly major: number;
  /** "17.0+": that one or any later one. */
  readonly orLater: boolean;
}

/** What somebody said their Odoo is; null for what is no version, or one older than 14. */
export function parseDeclaredVersion(text: string): DeclaredVersion | null {
  const [, major, plus] = WRITTEN.exec(text.trim()) ?? [];
  if (major === undefined || Number(major) < OLDEST) return null;
  return { major: Number(major), orLater: plus === '+' };
}

/** Whether a server of this major version is what was said. */
export function isDeclared(declared: string, major: number): boolean {
  const said = parseDeclaredVersion(declared);
  return said === null || said.major === major || (said.orLater && major > said.major);
}

/** Major of a server's own version: "17.0", "saas~18.2", "17.0+e"; null for an unknown text. */
export function majorOfServer(version: string): number | null {
  const major = Number(/\d+/.exec(version)?.[0]);
  return Number.isInteger(major) ? major : null;
}
