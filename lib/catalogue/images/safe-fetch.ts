import { request } from 'undici';
import { AppError } from '@/lib/errors';
import { guardedAgent, wrongWithAddress } from '@/lib/net/public-address';

const TIMEOUT_MS = 30_000;
const MAX_REDIRECTS = 5;

export interface SafeFetchOptions {
  readonly maxBytes: number;
  /** Also addresses of this machine and its network; never in production. */
  readonly allowPrivate?: boolean;
  readonly timeoutMs?: number;
}

/**
 * Downloads an address that a person or a script gave. Only http and https, never an address inside our
 * own network: names are checked as they are resolved for the connection itself, and again at each
 * redirect. @throws AppError image_unreachable, payload_too_large
 */
export async function safeFetch(address: string, options: SafeFetchOptions): Promise<Buffer> {
  const agent = guardedAgent(options);
  const signal = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
  try {
    let url = address;
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      checkAddress(url, options);
      const answer = await request(url, { dispatcher: agent, signal, headers: { accept: 'image/*' } });
      const { location } = answer.headers;
      if (answer.statusCode >= 300 && answer.statusCode < 400 && typeof location === 'string') {
        await answer.body.dump();
        url = new URL(location, url).href;
        continue;
      }
      if (answer.statusCode !== 200) {
        await answer.body.dump();
        throw unreachable(`HTTP ${answer.statusCode}`);
      }
      return await readAtMost(answer.body, options.maxBytes);
    }
    throw unreachable('redirects');
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw unreachable(signal.aborted ? 'timeout' : codeOf(error), error);
  } finally {
    await agent.destroy();
  }
}

function checkAddress(address: string, { allowPrivate }: SafeFetchOptions): void {
  const wrong = wrongWithAddress(address, { allowPrivate });
  if (wrong) throw unreachable(wrong);
}

async function readAtMost(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new AppError('payload_too_large', { limit: '10 MB' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function unreachable(reason: string, cause?: unknown): AppError {
  return new AppError('image_unreachable', { reason }, { cause });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'network';
}
