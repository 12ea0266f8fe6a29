import type { Database } from '../orm/database';
import type { FieldDef } from '../orm/fields';
import type { Model } from '../orm/model';
import { isRecord, type Wire } from '../orm/values';
import { methodOf } from '../wire/dispatch';
import type { Binder } from './binder';
import { binaryOf, type RecordedCall } from './cases';

/** Puts our ids (and files) into the arguments of a recorded call. */
export class Translator {
  constructor(
    private readonly db: Database,
    private readonly binder: Binder,
    private readonly files: ReadonlyMap<string, string>,
  ) {}

  call(call: RecordedCall, model: Model | undefined): { args: Wire[]; kwargs: { [key: string]: Wire } } {
    const name = call.model ?? '';
    const spec = model ? methodOf(model, call.method) : undefined;
    const named = this.#named(name, call.kwargs);
    if (!spec) {
      const [first, ...rest] = call.args;
      return { args: [this.#ids(name, first), ...rest.map((arg) => this.#any(name, arg))], kwargs: named };
    }
    const args = call.args.map((arg, at) => {
      if (spec.on === 'records' && at === 0) return this.#ids(name, arg);
      const param = spec.params[spec.on === 'records' ? at - 1 : at] ?? '';
      return this.#param(name, param, arg, call);
    });
    return { args, kwargs: named };
  }

  #named(model: string, kwargs: { [key: string]: Wire }): { [key: string]: Wire } {
    return Object.fromEntries(
      Object.entries(kwargs).map(([key, value]) => [key, this.#param(model, key, value)]),
    );
  }

  #param(model: string, param: string, value: Wire, call?: RecordedCall): Wire {
    switch (param) {
      case 'domain':
      case 'args':
        return this.#domain(model, value);
      case 'vals':
      case 'vals_list':
        return this.#any(model, value);
      case 'product_template_attribute_value_ids':
        return this.#ids('product.template.attribute.value', value);
      case 'context':
        return this.#context(model, value);
      case 'data':
        return this.#matrix(model, call?.args[0], value);
      default:
        return value;
    }
  }

  #ids(model: string, value: Wire): Wire {
    if (typeof value === 'number') return this.binder.ours(model, value);
    if (typeof value === 'string' && /^\d+$/.test(value))
      return String(this.binder.ours(model, Number(value)));
    return Array.isArray(value) ? value.map((id) => this.#ids(model, id)) : value;
  }

  #any(model: string, value: Wire): Wire {
    if (Array.isArray(value)) return value.map((item) => this.#any(model, item));
    return isRecord(value) ? this.#vals(model, value) : value;
  }

  #fields(model: string): Readonly<Record<string, FieldDef>> {
    return this.db.registry.get(model)?.fields ?? {};
  }

  #vals(model: string, vals: { [key: string]: Wire }): Wire {
    const fields = this.#fields(model);
    return Object.fromEntries(
      Object.entries(vals).map(([name, value]) => {
        if (name === 'res_id' && typeof value === 'number') {
          const target = String(vals.model ?? vals.res_model ?? '');
          return [name, this.binder.ours(target, value)];
        }
        return [name, this.#value(fields[name], value)];
      }),
    );
  }

  #value(def: FieldDef | undefined, value: Wire): Wire {
    const binary = binaryOf(value);
    if (binary) return this.files.get(binary.sha1) ?? '';
    if (!def?.relation) return value;
    const relation = def.relation;
    if (def.type === 'many2one') return typeof value === 'number' ? this.binder.ours(relation, value) : value;
    if (!Array.isArray(value)) return value;
    return value.map((command) => {
      if (!Array.isArray(command)) return this.#ids(relation, command);
      const [kind, id, vals] = command;
      const at = kind === 0 || kind === 5 || kind === 6 ? id : this.#ids(relation, id);
      if (command.length < 3) return [kind, at];
      return [kind, at, kind === 6 ? this.#ids(relation, vals) : this.#any(relation, vals)];
    });
  }

  #domain(model: string, value: Wire): Wire {
    if (!Array.isArray(value)) return value;
    return value.map((leaf) => {
      if (!Array.isArray(leaf) || leaf.length !== 3) return leaf;
      const [path, operator, operand] = leaf;
      if (typeof path !== 'string') return leaf;
      const target = this.#target(model, path);
      if (path === 'res_id') {
        const of = value.find(
          (other) => Array.isArray(other) && (other[0] === 'model' || other[0] === 'res_model'),
        );
        const named = value.find(
          (other) => Array.isArray(other) && other[0] === 'name' && String(other[2]).includes(','),
        );
        const target = Array.isArray(of)
          ? String(of[2])
          : Array.isArray(named)
            ? String(named[2]).split(',')[0]
            : '';
        return [path, operator, this.#ids(target ?? '', operand)];
      }
      if (path === 'write_date' && typeof operand === 'string') return [path, operator, this.#date(operand)];
      if (path === 'checksum') return [path, operator, this.binder.checksums.get(String(operand)) ?? operand];
      return target ? [path, operator, this.#ids(target, operand)] : leaf;
    });
  }

  /** The same moment here: whole seconds stay whole, an exact value becomes our exact value. */
  #date(recorded: string): string {
    const ours = this.binder.dates.get(recorded.slice(0, 19).replace('T', ' '));
    if (ours === undefined) return recorded.length === 10 ? this.db.clock.now().slice(0, 10) : recorded;
    const tail = recorded.slice(19);
    if (/^\.\d{6}$/.test(tail) && tail !== '.999999' && tail !== '.000001') return ours;
    return ours.slice(0, 10) + recorded.slice(10, 11) + ours.slice(11, 19) + tail;
  }

  /** The model whose ids a path's operand holds. */
  #target(model: string, path: string): string | undefined {
    let at = model;
    for (const name of path.split('.')) {
      if (name === 'id') return at;
      const relation = this.#fields(at)[name]?.relation;
      if (!relation) return undefined;
      at = relation;
    }
    return at;
  }

  #context(model: string, context: Wire): Wire {
    if (!isRecord(context)) return context;
    const fields = this.#fields(model);
    return Object.fromEntries(
      Object.entries(context).map(([key, value]) => {
        if (key === 'location') return [key, this.#ids('stock.location', value)];
        if (key === 'warehouse' || key === 'warehouse_id') return [key, this.#ids('stock.warehouse', value)];
        if (key === 'allowed_company_ids') return [key, this.#ids('res.company', value)];
        if (key.startsWith('default_')) return [key, this.#value(fields[key.slice(8)], value)];
        if (key.startsWith('button_validate_picking_ids') || key === 'active_ids')
          return [key, this.#ids('stock.picking', value)];
        return [key, value];
      }),
    );
  }

  #matrix(model: string, columns: Wire, rows: Wire): Wire {
    if (!Array.isArray(columns) || !Array.isArray(rows)) return rows;
    const fields = this.#fields(model);
    return rows.map((row) => {
      if (!Array.isArray(row)) return row;
      return row.map((cell, at) => {
        const binary = binaryOf(cell);
        if (binary) return this.files.get(binary.sha1) ?? '';
        const column = String(columns[at]);
        const target =
          column === '.id'
            ? model
            : column.endsWith('/.id')
              ? fields[column.split('/')[0] ?? '']?.relation
              : undefined;
        return target && typeof cell === 'string' ? String(this.binder.ours(target, Number(cell))) : cell;
      });
    });
  }
}
