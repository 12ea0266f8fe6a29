import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Runtime } from '@/lib/runtime';

const shared: typeof globalThis & { productsManager?: Runtime } = globalThis;

export interface Receiver {
  readonly url: string;
  /** Announcements that came in, as status and body. */
  readonly received: { status: number; body: string }[];
  /** From now on the routes work on this runtime. */
  serve(runtime: Runtime): void;
  /** Nobody answers any more: every webhook is lost. */
  deaf(on: boolean): void;
  close(): Promise<void>;
}

type Route = (request: Request, context: { params: Promise<{ topic: string }> }) => Promise<Response>;

/** The application's webhook route on a port, as Odoo reaches it. */
export async function openReceiver(post: Route): Promise<Receiver> {
  const received: { status: number; body: string }[] = [];
  let isDeaf = false;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (isDeaf) return response.destroy();
      const body = Buffer.concat(chunks);
      const { pathname, search } = new URL(request.url ?? '/', 'http://receiver');
      const topic = pathname.split('/').at(-1) ?? '';
      const asked = new Request(`http://receiver${pathname}${search}`, {
        method: 'POST',
        headers: { 'content-type': request.headers['content-type'] ?? '' },
        body,
      });
      void post(asked, { params: Promise.resolve({ topic }) }).then(({ status }) => {
        received.push({ status, body: body.toString() });
        response.writeHead(status).end();
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    serve: (runtime) => {
      shared.productsManager = runtime;
    },
    deaf: (on) => {
      isDeaf = on;
    },
    close: () =>
      new Promise((resolve) => {
        shared.productsManager = undefined;
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
