import { z } from 'zod';
import { OdooError } from '../errors';
import type { ServerVersion } from './transport';

const Answer = z.looseObject({
  server_version: z.string().optional(),
  version: z.string().optional(),
  server_serie: z.string().optional(),
  server_version_info: z.array(z.unknown()).optional(),
  version_info: z.array(z.unknown()).optional(),
});

/** `common.version` or 19's /web/version → "17.0", major 17. Online servers say "saas~18.2", Enterprise "17.0+e". */
export function parseVersion(answer: unknown): ServerVersion {
  const parsed = Answer.safeParse(answer);
  const version = parsed.data?.server_version ?? parsed.data?.version;
  const info = parsed.data?.server_version_info ?? parsed.data?.version_info;
  const fromInfo = /\d+/.exec(String(info?.[0] ?? ''))?.[0];
  const major = Number(fromInfo ?? /\d+/.exec(version ?? '')?.[0]);
  if (version === undefined || !Number.isInteger(major)) {
    throw new OdooError('not_odoo', { cause: 'version' });
  }
  return { version, serie: parsed.data?.server_serie ?? `${major}.0`, major };
}
