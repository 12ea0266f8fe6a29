import { z } from 'zod';
import type { ProductState } from '@/e2e/support/product-state';

const ended = z.object({ status: z.string() });

/** The product's own API, as a script of the merchant would call it. */
export class ProductApi {
  constructor(
    private readonly baseUrl: string,
    private readonly token: ProductState['token'],
  ) {}

  /** @throws Error with the answer unless it is one of success */
  async call<S extends z.ZodType>(
    method: string,
    path: string,
    answer: S,
    body?: object,
  ): Promise<z.output<S>> {
    const response = await fetch(`${this.baseUrl}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 500)}`);
    return answer.parse(text === '' ? undefined : JSON.parse(text));
  }

  /** Sends a text as a file. @throws Error unless it is taken */
  async upload<S extends z.ZodType>(
    path: string,
    name: string,
    text: string,
    answer: S,
  ): Promise<z.output<S>> {
    const body = new FormData();
    body.append('file', new File([text], name));
    const headers = { authorization: `Bearer ${this.token}` };
    const response = await fetch(`${this.baseUrl}/api/v1${path}`, { method: 'POST', headers, body });
    if (!response.ok) throw new Error(`POST ${path} answered ${response.status}: ${await response.text()}`);
    return answer.parse(await response.json());
  }

  /** Asks for a run of the integration and waits for its end; answers its id. */
  async synchronise(integrationId: string, body: object = {}): Promise<string> {
    const asked = z.object({ run_id: z.uuid() });
    const { run_id: runId } = await this.call('POST', `/integrations/${integrationId}/sync`, asked, body);
    await this.untilEnded(runId);
    return runId;
  }

  /** @throws Error when it takes longer than five minutes */
  async untilEnded(runId: string): Promise<void> {
    for (const deadline = Date.now() + 300_000; Date.now() < deadline; ) {
      const { status } = await this.call('GET', `/runs/${runId}`, ended);
      if (status !== 'queued' && status !== 'running') return;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    throw new Error(`The run ${runId} did not end.`);
  }
}
