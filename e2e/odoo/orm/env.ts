import type { PreparedImages } from '../models/image-processing';
import type { Capabilities } from '../version';
import { groupIds } from './access';
import type { Database, Transaction } from './database';
import { userError } from './faults';
import { Model } from './model';
import { type Cell, idsOf, truthy, type Wire } from './values';

export type Context = Readonly<Record<string, Wire>>;

/** Who asks, in which transaction, with which context. */
export class Env {
  readonly #models = new Map<string, Model>();

  constructor(
    readonly db: Database,
    readonly tx: Transaction,
    readonly uid: number,
    readonly context: Context = {},
    /** Superuser mode: rights and record rules do not apply. */
    readonly su = false,
    /** Images of this call, worked out beforehand: what each written text becomes. */
    readonly images: PreparedImages = new Map(),
  ) {}

  get caps(): Capabilities {
    return this.db.caps;
  }

  /** @throws OdooFault "Object … doesn't exist" */
  model(name: string): Model {
    const known = this.#models.get(name);
    if (known) return known;
    const cls = this.db.registry.get(name);
    if (!cls) throw userError(`Object ${name} doesn't exist`);
    const model = new Model(this, cls);
    this.#models.set(name, model);
    return model;
  }

  has(name: string): boolean {
    return this.db.registry.has(name);
  }

  sudo(): Env {
    return this.su ? this : new Env(this.db, this.tx, this.uid, this.context, true, this.images);
  }

  with(context: Context): Env {
    return new Env(this.db, this.tx, this.uid, { ...this.context, ...context }, this.su, this.images);
  }

  as(uid: number): Env {
    return new Env(this.db, this.tx, uid, this.context, false, this.images);
  }

  /** Language of texts; en_US when the context names none (FACTS.md A, Context). */
  get lang(): string {
    const lang = this.context.lang;
    return typeof lang === 'string' && lang !== '' && this.installed(lang) ? lang : 'en_US';
  }

  installed(lang: string): boolean {
    const table = this.db.table('res.lang');
    return [...table.where('code', lang)].some((id) => table.rows.get(id)?.active === true);
  }

  /** Archived records are hidden unless the context says `active_test: false`. */
  get activeTest(): boolean {
    return !('active_test' in this.context) || truthy(this.context.active_test);
  }

  user(): Readonly<Record<string, Cell>> {
    return this.db.table('res.users').rows.get(this.uid) ?? { id: this.uid };
  }

  /** Ids of the user's groups, implied ones included. */
  groups(): number[] {
    return groupIds(this, this.uid);
  }

  /** Companies of the user. */
  userCompanies(): readonly number[] {
    const companies = this.user().company_ids;
    return Array.isArray(companies) ? companies : [];
  }

  /** Companies of the call: `allowed_company_ids`, else all of the user's. */
  companies(): readonly number[] {
    const asked = idsOf(this.context.allowed_company_ids);
    return asked.length > 0 ? asked : this.userCompanies();
  }

  /** Companies whose records the call may see: from 17 on a branch sees what its parents have. */
  sharingCompanies(): readonly number[] {
    const table = this.db.table('res.company');
    const found = new Set<number>();
    for (let open = [...this.companies()]; open.length > 0; ) {
      const id = open.pop();
      if (id === undefined || found.has(id)) continue;
      found.add(id);
      const parent = this.caps.version >= 17 ? table.rows.get(id)?.parent_id : undefined;
      if (typeof parent === 'number') open = [...open, parent];
    }
    return [...found];
  }

  company(): number {
    const asked = idsOf(this.context.allowed_company_ids)[0];
    if (asked !== undefined) return asked;
    const own = this.user().company_id;
    return typeof own === 'number' ? own : 1;
  }
}
