/**
 * Remembers texts for a while. It may forget anything at any time and never fails: what cannot be read is a miss,
 * what cannot be written is not remembered. Nothing may depend on it but speed.
 */
export interface Cache {
  /** What was set under this key and is not yet too old, else null. */
  get(key: string): Promise<string | null>;
  set(key: string, value: string, ttlSeconds: number): Promise<void>;
  /** Lets go of connections; afterwards every read is a miss. */
  close(): Promise<void>;
}
