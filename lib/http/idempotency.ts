import { eq } from 'drizzle-orm';
import { idempotencyKeys } from '@/db/schema/people';
import { type Ctx, inTransaction } from '@/lib/context';
import { sha256 } from '@/lib/crypto/compare';
import { AppError } from '@/lib/errors';

export interface StoredAnswer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * Carries out a write at most once per Idempotency-Key and caller: the key, the write and its answer
 * commit together; a repeated request waits for the first and gets its answer. A failed write leaves
 * no key behind, so that it may be tried again. An answer that carries a secret is never kept: its
 * repetition is refused. @throws AppError idempotency_key_reused, secret_shown_once
 */
export function once(
  ctx: Ctx,
  key: string,
  request: { method: string; path: string; content: Buffer | string },
  secretAnswer: boolean,
  work: (ctx: Ctx) => Promise<StoredAnswer>,
): Promise<StoredAnswer> {
  const name = sha256([ctx.actor.kind, ctx.actor.id ?? '', key].join('\n'));
  const requestHash = sha256([request.method, request.path, sha256(request.content)].join('\n'));
  return inTransaction(ctx, async (inner) => {
    const mine = await inner.db
      .insert(idempotencyKeys)
      .values({ key: name, requestHash })
      .onConflictDoNothing()
      .returning({ key: idempotencyKeys.key });
    if (mine.length === 0) {
      const [kept] = await inner.db.select().from(idempotencyKeys).where(eq(idempotencyKeys.key, name));
      if (kept?.requestHash !== requestHash) throw new AppError('idempotency_key_reused');
      if (kept.status === null) throw new AppError('request_in_progress');
      if (secretAnswer) throw new AppError('secret_shown_once');
      return { status: kept.status, body: kept.body };
    }
    const answer = await work(inner);
    await inner.db
      .update(idempotencyKeys)
      .set({ done: true, status: answer.status, body: secretAnswer ? null : (answer.body ?? null) })
      .where(eq(idempotencyKeys.key, name));
    return answer;
  });
}

/** What a multipart body says, whatever boundary its sender drew: names, values, file names and digests in order. */
export async function contentOf(form: FormData): Promise<string> {
  const parts: string[][] = [];
  for (const [name, value] of form) {
    parts.push(
      typeof value === 'string'
        ? [name, value]
        : [name, value.name, value.type, sha256(Buffer.from(await value.arrayBuffer()))],
    );
  }
  return JSON.stringify(parts);
}
