import type { Env } from './env';
import type { FieldDef } from './fields';
import type { Model } from './model';
import type { Domain, Vals, Wire } from './values';

export type Operation = 'read' | 'write' | 'create' | 'unlink';

/** A method callable over RPC. `args` holds the named parameters, however they were sent. */
export interface MethodSpec {
  /** 'records': the first positional argument is the ids. */
  readonly on: 'model' | 'records';
  readonly params: readonly string[];
  /** How many of `params` must be given. */
  readonly required?: number;
  readonly run: (model: Model, ids: number[], args: { [name: string]: Wire }) => Wire;
}

/**
 * What makes a model behave. Several specs may name the same model: they are chained in the order of the list in
 * models/all.ts, later ones wrapping earlier ones (`next` runs what was there before), as Odoo's inheritance does.
 */
export interface ModelSpec {
  readonly name: string;
  /** The model's name in fault texts: "Product". */
  readonly label?: (env: Env) => string;
  /** Exists on these versions only. */
  readonly since?: number;
  readonly until?: number;
  /** Fields beside or in place of the recorded ones. */
  readonly fields?: (version: number) => Record<string, FieldDef>;
  /** Default order of a search: "sequence, id desc". */
  readonly order?: string;
  /** many2one to the parent of the same model, for child_of. */
  readonly parent?: string;
  readonly displayName?: (model: Model, id: number) => string;
  /** Delegation: fields this model does not own live on the record of this many2one. */
  readonly inherits?: { readonly model: string; readonly by: string; readonly owns: readonly string[] };
  /** many2one (or many2many) fields of this model that keep their target from being deleted. */
  readonly restricts?: readonly string[];
  /** Required fields checked on create beside the name and what the caller sent. */
  readonly mandatory?: readonly string[];
  /** Adds to every search what the server adds (ir.attachment hides the files of fields). */
  readonly narrow?: (model: Model, domain: Domain) => Domain;
  readonly defaults?: (env: Env) => Vals;
  /** Values computed when read (and searched); they win over stored cells. */
  readonly compute?: Record<string, (model: Model, id: number) => Wire>;
  /** What writing a computed field does. */
  readonly inverse?: Record<string, (model: Model, ids: readonly number[], value: Wire) => void>;
  /** Replaces a leaf on a computed field by another domain. */
  readonly search?: Record<string, (model: Model, operator: string, value: Wire) => Domain>;
  /** Reading these fields needs the right to read another model. */
  readonly needs?: Readonly<Record<string, string>>;
  /** Fields that keep what is written although they are recorded as not stored. */
  readonly keeps?: readonly string[];
  /** Ids this user may see (record rules); `op` as asked. */
  readonly rule?: (model: Model, id: number, op: Operation) => boolean;
  /** Labels of the groups that may; true = everyone, [] = nobody but the server itself. */
  readonly access?: (env: Env, op: Operation) => true | readonly string[];
  readonly create?: (model: Model, valsList: Vals[], next: (valsList: Vals[]) => number[]) => number[];
  readonly write?: (
    model: Model,
    ids: readonly number[],
    vals: Vals,
    next: (ids: readonly number[], vals: Vals) => void,
  ) => void;
  readonly unlink?: (model: Model, ids: readonly number[], next: (ids: readonly number[]) => void) => void;
  readonly methods?: Record<string, MethodSpec>;
  /** Rows every database has; runs once, in the order of models/all.ts. */
  readonly seed?: (env: Env) => void;
}
