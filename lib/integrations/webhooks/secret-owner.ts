import { timingSafeEqual } from 'node:crypto';
import type { Db } from '@/db/client';
import { integrations } from '@/db/schema/integrations';
import type { Ctx } from '@/lib/context';
import { secretDigest } from '@/lib/crypto/compare';
import { AppError } from '@/lib/errors';
import { webhookPurpose } from '../secrets';

/** So long a secret may be honoured after it was revoked. A new one is honoured at once. */
const KEPT_MS = 3_000;

interface KnownSecret {
  readonly integrationId: string;
  readonly digest: Buffer;
  /** The end of a renewed secret's grace; null for the secret in use. */
  readonly until: Date | null;
}

interface Reading {
  /** When it was begun, by the caller's clock. */
  readonly at: number;
  readonly secrets: Promise<readonly KnownSecret[]>;
}

const readings = new WeakMap<Db, Reading>();

/**
 * Whose webhook secret this is. Every secret is compared, so that the time taken tells nothing. Digests are kept in
 * the process for some seconds; a secret that is not among them is looked for in the database before it is refused.
 * @throws AppError unauthenticated
 */
export async function ownerOfSecret(ctx: Ctx, secret: string | null): Promise<string> {
  if (!secret) throw new AppError('unauthenticated');
  const offered = secretDigest(secret);
  const kept = readings.get(ctx.db);
  if (kept && Math.abs(ctx.now().getTime() - kept.at) < KEPT_MS) {
    const owner = ownerAmong(await kept.secrets, offered, ctx.now());
    if (owner) return owner;
  }
  const owner = ownerAmong(await read(ctx), offered, ctx.now());
  if (!owner) throw new AppError('unauthenticated');
  return owner;
}

function ownerAmong(secrets: readonly KnownSecret[], offered: Buffer, now: Date): string | undefined {
  let owner: string | undefined;
  for (const { integrationId, digest, until } of secrets) {
    const inTime = until === null || until > now;
    if (timingSafeEqual(digest, offered) && inTime) owner = integrationId;
  }
  return owner;
}

function read(ctx: Ctx): Promise<readonly KnownSecret[]> {
  const secrets = readSecrets(ctx);
  const reading = { at: ctx.now().getTime(), secrets };
  readings.set(ctx.db, reading);
  // A failure is its callers' alone; whoever comes next asks again.
  secrets.catch(() => {
    if (readings.get(ctx.db) === reading) readings.delete(ctx.db);
  });
  return secrets;
}

async function readSecrets(ctx: Ctx): Promise<KnownSecret[]> {
  const rows = await ctx.db
    .select({
      id: integrations.id,
      current: integrations.webhookSecretEncrypted,
      previous: integrations.previousWebhookSecretEncrypted,
      previousUntil: integrations.previousWebhookSecretUntil,
    })
    .from(integrations);
  return rows.flatMap(({ id, current, previous, previousUntil }) => {
    const known = (sealed: string, until: Date | null): KnownSecret => ({
      integrationId: id,
      digest: secretDigest(ctx.secrets.decrypt(sealed, webhookPurpose(id))),
      until,
    });
    // What another process encrypted by a key that this one lacks is nobody's here; the others go on (SECURITY.md).
    return [
      ...(ctx.secrets.knows(current) ? [known(current, null)] : []),
      ...(previous && previousUntil && ctx.secrets.knows(previous) ? [known(previous, previousUntil)] : []),
    ];
  });
}
