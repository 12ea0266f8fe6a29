import { z } from 'zod';
import type { ProductState } from './product-state';

const Answer = z.object({ result: z.unknown().optional(), error: z.unknown().optional() });

/** Somebody at work in Odoo, over JSON-RPC: what a browser spec does and sees on the other side. */
export class OdooUser {
  private constructor(
    private readonly connection: ProductState['odoo'],
    private readonly uid: unknown,
  ) {}

  static async signIn(connection: ProductState['odoo']): Promise<OdooUser> {
    const { database, login, api_key } = connection;
    const uid = await ask(connection.url, 'common', 'authenticate', [database, login, api_key, {}]);
    return new OdooUser(connection, uid);
  }

  /** `model.method(*args, **kwargs)`. @throws Error with Odoo's fault */
  call(model: string, method: string, args: unknown[], kwargs: Record<string, unknown> = {}) {
    const { url, database, api_key } = this.connection;
    return ask(url, 'object', 'execute_kw', [database, this.uid, api_key, model, method, args, kwargs]);
  }
}

async function ask(url: string, service: string, method: string, args: unknown[]): Promise<unknown> {
  const answer = await fetch(`${url}/jsonrpc`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', method: 'call', id: 1, params: { service, method, args } }),
  });
  const { result, error } = Answer.parse(await answer.json());
  if (error !== undefined) throw new Error(JSON.stringify(error).slice(0, 500));
  return result;
}
