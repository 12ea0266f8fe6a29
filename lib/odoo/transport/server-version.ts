import { z } from 'zod';
import { OdooError } from '../errors';
import { type OdooVersion, parseOdooVersion, serieOf } from '../version';
import type { ServerVersion } from './transport';

const Answer = z.looseObject({
  server_version: z.string().optional(),
  version: z.string().optional(),
  server_version_info: z.array(z.unknown()).optional(),
  version_info: z.array(z.unknown()).optional(),
});

/**
 * `common.version` or 19's /web/version → "17.0", 17, 0. Online servers say "saas~18.2+e" and `["saas~18", 2, …]`, a
 * development version between two series "19.5a1", Enterprise "17.0+e".
 */
export function parseVersion(answer: unknown): ServerVersion {
  const parsed = Answer.safeParse(answer);
  const version = parsed.data?.server_version ?? parsed.data?.version;
  const info = parsed.data?.server_version_info ?? parsed.data?.version_info ?? [];
  const found = version === undefined ? null : (ofInfo(info) ?? parseOdooVersion(version) ?? ofText(version));
  if (version === undefined || !found) throw new OdooError('not_odoo', { cause: 'version' });
  return { version, serie: serieOf(found), ...found };
}

/** Numbers of version_info, which forks leave alone when they write a version text of their own. */
function ofInfo([serie, minor]: readonly unknown[]): OdooVersion | null {
  const found = parseOdooVersion(String(serie ?? ''));
  return found && { ...found, minor: typeof minor === 'number' ? minor : found.minor };
}

/** The first number in a text nobody foresaw. */
function ofText(version: string): OdooVersion | null {
  return parseOdooVersion(/(saas[~-])?\d{1,3}(\.\d{1,2})?/.exec(version)?.[0] ?? '');
}
