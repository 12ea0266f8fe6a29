import type { Json } from '../core/canonical';
import type { FieldRule } from '../core/rules';

/**
 * One line of a kind's field table: how a field is said on each side. `Local` and `Remote` are the records as read,
 * `Env` is what reading needs besides (links, taxes). Writing goes the other way: canonical → what each side stores.
 */
export interface Field<Local, Remote, Env, LocalWrite, RemoteWrite> {
  readonly key: string;
  /** The selectable field of the settings it belongs to; null: always synchronised. */
  readonly selectedBy: string | null;
  readonly direction?: FieldRule['direction'];
  readonly equal?: FieldRule['equal'];
  readonly merge?: FieldRule['merge'];
  readonly readHere: (local: Local, env: Env) => Json;
  readonly readOdoo: (remote: Remote, env: Env) => Json;
  readonly writeHere: (value: Json, write: LocalWrite, env: Env) => void;
  readonly writeOdoo: (value: Json, write: RemoteWrite, env: Env) => void;
}
