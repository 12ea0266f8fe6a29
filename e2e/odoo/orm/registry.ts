import type { OdooVersion } from '../version';
import type { Env } from './env';
import { type FieldDef, LOG_FIELDS, recordedFields } from './fields';
import type { MethodSpec, ModelSpec } from './model-spec';

/** All specs of one model, merged for one version. */
export class ModelClass {
  readonly fields: Readonly<Record<string, FieldDef>>;
  readonly order: string;
  readonly parent: string | undefined;
  readonly inherits: ModelSpec['inherits'];
  readonly compute: NonNullable<ModelSpec['compute']>;
  readonly inverse: NonNullable<ModelSpec['inverse']>;
  readonly search: NonNullable<ModelSpec['search']>;
  readonly methods: Record<string, MethodSpec>;
  readonly keeps: ReadonlySet<string>;
  readonly displayName: ModelSpec['displayName'];
  readonly rules: NonNullable<ModelSpec['rule']>[];

  constructor(
    readonly name: string,
    readonly specs: readonly ModelSpec[],
    version: OdooVersion,
  ) {
    const recorded = recordedFields(version)[name] ?? {};
    const written = Object.assign({}, ...specs.map((spec) => spec.fields?.(version) ?? {}));
    this.fields = { ...LOG_FIELDS, ...recorded, ...written };
    const last = <K extends keyof ModelSpec>(key: K): ModelSpec[K] | undefined =>
      specs.findLast((spec) => spec[key] !== undefined)?.[key];
    this.order = last('order') ?? 'id';
    this.parent = last('parent');
    this.inherits = last('inherits');
    this.displayName = last('displayName');
    this.compute = Object.assign({}, ...specs.map((spec) => spec.compute ?? {}));
    this.inverse = Object.assign({}, ...specs.map((spec) => spec.inverse ?? {}));
    this.search = Object.assign({}, ...specs.map((spec) => spec.search ?? {}));
    this.methods = Object.assign({}, ...specs.map((spec) => spec.methods ?? {}));
    this.keeps = new Set(specs.flatMap((spec) => spec.keeps ?? []));
    this.rules = specs.flatMap((spec) => (spec.rule ? [spec.rule] : []));
  }

  label(env: Env): string {
    return this.specs.findLast((spec) => spec.label)?.label?.(env) ?? this.name;
  }

  /** The many2one a field is delegated through, if it lives on the parent record. */
  delegate(field: string): string | undefined {
    const inherits = this.inherits;
    if (!inherits || !(field in this.fields)) return undefined;
    if (field in LOG_FIELDS || inherits.owns.includes(field) || field in this.compute) return undefined;
    return inherits.by;
  }
}

export type Registry = ReadonlyMap<string, ModelClass>;

export function buildRegistry(version: OdooVersion, specs: readonly ModelSpec[]): Registry {
  const byName = new Map<string, ModelSpec[]>();
  for (const spec of specs) {
    if ((spec.since ?? 0) > version || (spec.until ?? 99) < version) continue;
    byName.set(spec.name, [...(byName.get(spec.name) ?? []), spec]);
  }
  return new Map([...byName].map(([name, list]) => [name, new ModelClass(name, list, version)]));
}
