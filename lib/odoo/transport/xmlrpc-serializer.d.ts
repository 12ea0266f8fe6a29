/** The part of `xmlrpc` that its published types leave out. */
declare module 'xmlrpc/lib/serializer.js' {
  const serializer: {
    serializeMethodCall(method: string, params: readonly unknown[], encoding?: string): string;
  };
  export default serializer;
}
declare module 'xmlrpc/lib/deserializer.js' {
  import type { Readable } from 'node:stream';
  export default class Deserializer {
    constructor(encoding?: string);
    deserializeMethodResponse(stream: Readable, callback: (error: unknown, value: unknown) => void): void;
    deserializeMethodCall(
      stream: Readable,
      callback: (error: unknown, method: unknown, params: unknown) => void,
    ): void;
  }
}
