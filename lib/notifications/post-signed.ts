import { createHmac } from 'node:crypto';
import { request } from 'undici';
import { guardedAgent, type Reach, wrongWithAddress } from '@/lib/net/public-address';

const TIMEOUT_MS = 10_000;
const FAILURE_LENGTH = 300;

/** The other side did not take it; `message` says what it answered, or why it was not reached. */
export class PostFailed extends Error {
  override readonly name = 'PostFailed';
}

/** `t=<seconds>,v1=<HMAC-SHA256 of "seconds.body", hex>`: who has the secret can tell that it is ours, and when it was sent. */
export function signatureOf(secret: string, seconds: number, body: string): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

/**
 * Posts JSON to an address outside, signed in `X-Products-Manager-Signature`. Never to an address inside our own network
 * unless `allowPrivate`, and no redirect is followed. @throws PostFailed
 */
export async function postSigned(
  { url, secret, now }: { url: string; secret: string; now: Date },
  message: object,
  reach: Reach,
): Promise<void> {
  const wrong = wrongWithAddress(url, reach);
  if (wrong) throw new PostFailed(wrong);
  const body = JSON.stringify(message);
  const agent = guardedAgent(reach);
  try {
    const answer = await request(url, {
      method: 'POST',
      dispatcher: agent,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Products-Manager',
        'x-products-manager-signature': signatureOf(secret, Math.floor(now.getTime() / 1000), body),
      },
      body,
    });
    await answer.body.dump({ limit: 64 * 1024 });
    if (answer.statusCode < 200 || answer.statusCode >= 300)
      throw new PostFailed(`HTTP ${answer.statusCode}`);
  } catch (error) {
    if (error instanceof PostFailed) throw error;
    const words = error instanceof Error ? error.message || error.name : String(error);
    throw new PostFailed(words.slice(0, FAILURE_LENGTH), { cause: error });
  } finally {
    await agent.destroy();
  }
}
