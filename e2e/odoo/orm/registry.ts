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
  readonly restricts: readonly string[];
  /** Mandatory selections with their first option, which they take when nobody sets them. */
  readonly selections: readonly { readonly field: string; readonly first: string }[];
  readonly mandatory: readonly string[];
  readonly needs: Readonly<Record<string, string>>;
  readonly narrow: ModelSpec['narrow'];
  /** many2one fields with a column, by target model: what a deletion empties. */
  readonly references: readonly { readonly field: string; readonly to: string }[];
  readonly #delegated: ReadonlySet<string>;
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
    this.selections = Object.entries(this.fields).flatMap(([field, def]) => {
      const first = def.selection?.[0]?.[0];
      const needed = def.type === 'selection' && def.required && def.store && typeof first === 'string';
      return needed ? [{ field, first }] : [];
    });
    this.needs = Object.assign({}, ...specs.map((spec) => spec.needs ?? {}));
    this.mandatory = specs.flatMap((spec) => spec.mandatory ?? []);
    this.restricts = specs.flatMap((spec) => spec.restricts ?? []);
    this.narrow = last('narrow');
    this.references = Object.entries(this.fields).flatMap(([field, def]) =>
      def.type === 'many2one' && def.store && def.relation && !(field in LOG_FIELDS)
        ? [{ field, to: def.relation }]
        : [],
    );
    const over = this.inherits;
    const parent = over ? (recordedFields(version)[over.model] ?? {}) : {};
    this.#delegated = new Set(
      Object.entries(this.fields).flatMap(([field, def]) =>
        field in parent &&
        !def.store &&
        !over?.owns.includes(field) &&
        !(field in LOG_FIELDS) &&
        !(field in this.compute)
          ? [field]
          : [],
      ),
    );
    this.rules = specs.flatMap((spec) => (spec.rule ? [spec.rule] : []));
  }

  label(env: Env): string {
    return this.specs.findLast((spec) => spec.label)?.label?.(env) ?? this.name;
  }

  /** The many2one a field is delegated through, if it lives on the parent record. */
  delegate(field: string): string | undefined {
    return this.#delegated.has(field) ? this.inherits?.by : undefined;
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
