import { Agent, request } from 'undici';
import { OdooError } from '../errors';
import { assertSecure, under } from './base-url';
import { networkError } from './network-errors';

export interface HttpAnswer {
  status: number;
  url: URL;
  body: Buffer;
  receivedAt: number;
  header(name: string): string | undefined;
}

export interface HttpRequest {
  path: string;
  method?: 'GET' | 'POST';
  body?: string;
  headers?: Record<string, string>;
  timeoutMs: number;
  signal?: AbortSignal;
  /** Bytes of this answer, where less than usual is expected. */
  maxAnswerBytes?: number;
}

export interface HttpLimits {
  allowInsecure: boolean;
  connections: number;
  /** Bytes of an answer; Odoo itself has no cap on rows (FACTS.md, surprise 20). */
  maxAnswerBytes: number;
  /** Bytes of a request: 17+ refuse above 128 MiB, 60 MiB was taken by all (FACTS.md C §4). */
  maxRequestBytes: number;
}

export const DEFAULT_LIMITS = { maxAnswerBytes: 128 * 2 ** 20, maxRequestBytes: 59 * 2 ** 20 };

const MAX_REDIRECTS = 3;

/**
 * HTTP towards one Odoo: kept-alive connections where a proxy grants them (Odoo itself never does), TLS 1.2 at
 * least, one deadline for the whole exchange, answers and requests limited in size.
 */
export class OdooHttp {
  private readonly agent: Agent;
  private clock: { server: number; local: number } | undefined;

  constructor(
    readonly base: URL,
    private readonly limits: HttpLimits,
  ) {
    this.agent = new Agent({
      connections: limits.connections,
      keepAliveTimeout: 10_000,
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: { minVersion: 'TLSv1.2', timeout: 15_000 },
    });
  }

  /** Answers whatever status came; throws OdooError when nothing usable came. */
  async send(req: HttpRequest): Promise<HttpAnswer> {
    const size = Buffer.byteLength(req.body ?? '');
    if (size > this.limits.maxRequestBytes) {
      throw new OdooError('too_large', { limit: this.limits.maxRequestBytes }, 'no');
    }
    const deadline = AbortSignal.timeout(req.timeoutMs);
    const signal = req.signal ? AbortSignal.any([deadline, req.signal]) : deadline;
    let url = under(this.base, req.path);
    try {
      for (let hop = 0; ; hop++) {
        const answer = await this.exchange(url, req, signal);
        const location = answer.header('location');
        if (answer.status < 300 || answer.status >= 400 || location === undefined) return answer;
        url = this.follow(url, location, hop);
      }
    } catch (thrown) {
      throw networkError(thrown, url.host, deadline.aborted, req.signal?.aborted === true);
    }
  }

  /** Odoo's clock, carried on from the Date header of the newest answer (whole seconds). */
  now(): Date {
    if (!this.clock) return new Date();
    return new Date(this.clock.server + (performance.now() - this.clock.local));
  }

  close(): Promise<void> {
    return this.agent.destroy();
  }

  private async exchange(url: URL, req: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
    const { statusCode, headers, body } = await request(url, {
      dispatcher: this.agent,
      method: req.method ?? 'POST',
      headers: { 'user-agent': 'products-manager', ...req.headers },
      body: req.body ?? null,
      signal,
    });
    const limit = Math.min(this.limits.maxAnswerBytes, req.maxAnswerBytes ?? Number.POSITIVE_INFINITY);
    const header = (name: string) => {
      const value = headers[name];
      return Array.isArray(value) ? value[0] : value;
    };
    const received = await collect(body, Number(header('content-length')), limit);
    const server = Date.parse(header('date') ?? '');
    if (Number.isFinite(server)) this.clock = { server, local: performance.now() };
    return { status: statusCode, url, body: received, receivedAt: Date.now(), header };
  }

  /**
   * Credentials travel in the request, so it is sent again only to the same host at the same path and never from
   * https down to http; any other target is told to the person instead.
   */
  private follow(from: URL, location: string, hop: number): URL {
    const to = URL.parse(location, from);
    const elsewhere = new OdooError('redirected', { host: from.host, location: to?.origin ?? '' }, 'no');
    if (!to || hop >= MAX_REDIRECTS) throw elsewhere;
    const samePlace = to.hostname === from.hostname && to.pathname.replace(/\/$/, '') === from.pathname;
    const upgraded = from.protocol === 'http:' && to.protocol === 'https:';
    if (!samePlace || (to.origin !== from.origin && !upgraded)) throw elsewhere;
    assertSecure(to, this.limits.allowInsecure);
    return to;
  }
}

/** The whole body, once: into the room that its length asks for, where that is told. @throws OdooError bad_answer past the limit */
async function collect(body: AsyncIterable<Buffer>, announced: number, limit: number): Promise<Buffer> {
  const room = announced > 0 && announced <= limit ? Buffer.allocUnsafeSlow(announced) : null;
  const chunks: Buffer[] = [];
  let received = 0;
  for await (const chunk of body) {
    if (received + chunk.length > limit)
      throw new OdooError('bad_answer', { cause: 'answer_too_large', limit }, 'unknown');
    if (room) chunk.copy(room, received);
    else chunks.push(chunk);
    received += chunk.length;
  }
  return room?.subarray(0, received) ?? Buffer.concat(chunks);
}
