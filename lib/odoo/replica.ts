import type { Connection } from './connect';
import { OdooError } from './errors';
import type { RemoteCall, Transport, TransportOptions } from './transport/transport';

/** How long after a write a replica is given to catch up: longer than any that is fit for use lags. */
export const CATCHING_UP_MS = 60_000;

/**
 * JSON-2 lets a replica answer calls that only read. A value read back too early would look like a change that somebody
 * made in Odoo, a stock move like one that never was. For a while after each write of ours, what is read comes from the
 * primary, by XML-RPC, which knows nothing of replicas; where that is gone, readers must allow for the lag themselves.
 */
export class Replica {
  private readonly transport: Transport;
  private primary: Transport | null;
  private wroteAt: number;

  constructor({ transport, primary }: Connection, wroteAt?: Date) {
    this.transport = transport;
    this.primary = primary;
    this.wroteAt = wroteAt?.getTime() ?? 0;
  }

  get lags(): boolean {
    return this.transport.kind === 'json2' && this.primary === null;
  }

  async execute(call: RemoteCall, reading: boolean, options: TransportOptions): Promise<unknown> {
    if (!reading) return this.write(call, options);
    const { primary } = this;
    if (!primary || Date.now() - this.wroteAt > CATCHING_UP_MS) return this.transport.execute(call, options);
    try {
      return await primary.execute(call, options);
    } catch (error) {
      if (!isAbsent(error)) throw error;
      this.primary = null;
      return this.transport.execute(call, options);
    }
  }

  private async write(call: RemoteCall, options: TransportOptions): Promise<unknown> {
    this.wroteAt = Date.now();
    try {
      return await this.transport.execute(call, options);
    } finally {
      this.wroteAt = Date.now();
    }
  }
}

/** XML-RPC is shut off: by Odoo, or by a proxy in front of it. */
function isAbsent(error: unknown): boolean {
  return error instanceof OdooError && ['not_odoo', 'blocked', 'redirected'].includes(error.code);
}
