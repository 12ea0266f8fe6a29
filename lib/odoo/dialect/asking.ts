import type { ServerVersion } from '../transport/transport';
import type { FieldTypes } from './fields';
import type { Units } from './units';
import type { Ways } from './ways';

/** What is asked of the server to know its capabilities. */
export interface Asking {
  version: ServerVersion;
  transport: 'xmlrpc' | 'json2';
  uid: number;
  wanted: { companyId?: number; language?: string };
  /** As an earlier session found them; whoever rests on it looks whether they are still so. */
  units?: Units | undefined;
  /** For what a session takes for known for a while: may be what an earlier one was told. */
  once(model: string, method: string, args: readonly unknown[]): Promise<unknown>;
  call(
    model: string,
    method: string,
    args: readonly unknown[],
    kwargs?: Record<string, unknown>,
  ): Promise<unknown>;
  ways: Ways;
  fieldsOf(model: string): Promise<FieldTypes>;
}
