import { localeOf } from '@/lib/http/problem';
import type { ConnectionTest } from './connection-answers';
import type { TestOptions } from './test-connection';

/**
 * Answers a connection test: whole, or, to whoever accepts `application/x-ndjson`, as one line `{"check":…}` as each
 * check ends and a last line `{"result":…}`.
 */
export async function answerTest(
  request: Request,
  run: (options: TestOptions) => Promise<ConnectionTest>,
): Promise<ConnectionTest | Response> {
  const options = { locale: localeOf(request), signal: request.signal };
  if (!request.headers.get('accept')?.includes('application/x-ndjson')) return run(options);
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      const line = (value: object) => controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`));
      try {
        line({ result: await run({ ...options, onCheck: (check) => line({ check }) }) });
        controller.close();
      } catch (error) {
        controller.error(error);
      }
    },
  });
  return new Response(stream, {
    headers: {
      'content-type': 'application/x-ndjson',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    },
  });
}
