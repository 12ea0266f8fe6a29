import { OdooError } from '../errors';
import type { RemoteCall, ServerVersion, Transport, TransportOptions } from './transport';

const STRUCK_OUT = '***';
/** An API key has forty characters. A password as short as a word may be a product's name: rows are left as they are. */
const KEY_LENGTH = 16;

/**
 * A transport none of whose answers repeats the key, whatever the server behind it is: not its faults, nor its
 * version or its list of databases, which are shown to people, nor, for a key that is no word, its rows.
 */
export class RedactedTransport implements Transport {
  readonly kind: Transport['kind'];
  readonly #spellings: readonly string[];

  constructor(
    private readonly inner: Transport,
    apiKey: string,
  ) {
    this.kind = inner.kind;
    this.#spellings = spellingsOf(apiKey);
  }

  version(options: TransportOptions): Promise<ServerVersion> {
    return this.clean(async () => {
      const said = await this.inner.version(options);
      return { ...said, serie: this.text(said.serie), version: this.text(said.version) };
    });
  }

  authenticate(options: TransportOptions): Promise<number | null> {
    return this.clean(() => this.inner.authenticate(options));
  }

  execute(call: RemoteCall, options: TransportOptions): Promise<unknown> {
    return this.clean(async () => {
      const answer = await this.inner.execute(call, options);
      return (this.#spellings[0]?.length ?? 0) < KEY_LENGTH ? answer : this.value(answer);
    });
  }

  listDatabases(options: TransportOptions): Promise<string[]> {
    return this.clean(async () => (await this.inner.listDatabases(options)).map((name) => this.text(name)));
  }

  now(): Date {
    return this.inner.now();
  }

  close(): Promise<void> {
    return this.inner.close();
  }

  private async clean<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof OdooError)) throw error;
      const params = Object.entries(error.params).map(([name, value]) => [name, this.value(value)]);
      throw new OdooError(error.code, Object.fromEntries(params), error.sent);
    }
  }

  private text(text: string): string {
    return this.#spellings.reduce((clean, spelling) => clean.replaceAll(spelling, STRUCK_OUT), text);
  }

  /** The same value where nothing has to be struck out: answers are large, and hardly any holds the key. */
  private value(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) {
      const clean = value.map((item: unknown) => this.value(item));
      return clean.some((item, at) => item !== value[at]) ? clean : value;
    }
    if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
      return value;
    const entries = Object.entries(value);
    const clean = entries.map(([name, item]) => [this.text(name), this.value(item)] as const);
    return clean.some(([name, item], at) => name !== entries[at]?.[0] || item !== entries[at]?.[1])
      ? Object.fromEntries(clean)
      : value;
  }
}

/** The key as it is and as a page, a JSON text or an address would spell it; none where there is no key. */
function spellingsOf(key: string): string[] {
  if (key === '') return [];
  const html = key.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [...new Set([key, JSON.stringify(key).slice(1, -1), encodeURIComponent(key), html])];
}
