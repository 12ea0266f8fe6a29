import { missingError, valueError } from './faults';
import type { FieldDef } from './fields';
import type { Model } from './model';
import { relationFault } from './references';
import { idsOf, isRecord, plain, pythonRepr, type Wire } from './values';

/** Applies x2many commands (0–6, or a bare list of ids, which replaces) to one record. */
export function commandsOn(model: Model, id: number, name: string, value: Wire): void {
  const def = model.cls.fields[name];
  if (!def?.relation || !model.env.has(def.relation)) return;
  const target = model.env.model(def.relation);
  const commands = asCommands(value);
  if (def.type === 'one2many') one2many(id, def, target, commands);
  else many2many(model, id, name, target, commands);
}

/** Names of the tables' constraints that 14 and 15 answer with. */
const TAX_CONSTRAINTS: Readonly<Record<string, string>> = {
  taxes_id: 'product_taxes_rel_tax_id_fkey',
  supplier_taxes_id: 'product_supplier_taxes_rel_tax_id_fkey',
};

/** A bare list of ids means "these and no others". */
function asCommands(value: Wire): Wire[][] {
  const bare = plain(value);
  if (bare === false || bare === null || bare === undefined) return [[5]];
  if (!Array.isArray(bare)) throw valueError(`Wrong value ${pythonRepr(bare)}`);
  if (bare.length === 0) return [];
  if (bare.every((one) => typeof plain(one) === 'number')) return [[6, 0, bare]];
  return bare.map((one) => (Array.isArray(one) ? one : [4, one]));
}

function many2many(model: Model, id: number, name: string, target: Model, commands: readonly Wire[][]): void {
  const before = model.row(id)?.[name];
  let ids = Array.isArray(before) ? [...before] : [];
  for (const command of commands) {
    const [kind, at, vals] = command.map(plain);
    const one = Number(at);
    switch (kind) {
      case 0:
        ids.push(target.create(isRecord(vals) ? vals : {}));
        break;
      case 1:
        target.write([one], isRecord(vals) ? vals : {});
        break;
      case 2:
        ids = ids.filter((other) => other !== one);
        target.unlink([one]);
        break;
      case 3:
        ids = ids.filter((other) => other !== one);
        break;
      case 4:
        mustExist(target, [one]);
        if (!ids.includes(one)) ids.push(one);
        break;
      case 5:
        ids = [];
        break;
      case 6: {
        const wanted = idsOf(vals);
        const tax = TAX_CONSTRAINTS[name];
        if (tax && model.env.caps.version <= 15 && wanted.some((one) => !target.row(one)))
          throw relationFault(tax);
        mustExist(target, wanted);
        ids = [...new Set(wanted)];
        break;
      }
      default:
        throw valueError(`Wrong command ${pythonRepr(command)}`);
    }
  }
  model.set(id, { [name]: ids });
}

function mustExist(target: Model, ids: readonly number[]): void {
  const gone = ids.filter((id) => !target.table.rows.has(id));
  if (gone.length > 0) throw missingError(target.name, gone, target.env.uid);
}

function one2many(id: number, def: FieldDef, target: Model, commands: readonly Wire[][]): void {
  const back = def.relation_field ?? '';
  const detach = (ids: readonly number[]): void => {
    if (ids.length === 0) return;
    if (target.cls.fields[back]?.required) target.unlink(ids);
    else target.write(ids, { [back]: false });
  };
  const made: { [key: string]: Wire }[] = [];
  for (const command of commands) {
    const [kind, at, vals] = command.map(plain);
    switch (kind) {
      case 0:
        made.push({ ...(isRecord(vals) ? vals : {}), [back]: id });
        break;
      case 1:
        target.write([Number(at)], isRecord(vals) ? vals : {});
        break;
      case 2:
        target.unlink([Number(at)]);
        break;
      case 3:
        detach([Number(at)]);
        break;
      case 4:
        target.write([Number(at)], { [back]: id });
        break;
      case 5:
        detach([...target.table.where(back, id)]);
        break;
      case 6: {
        const wanted = idsOf(vals);
        detach([...target.table.where(back, id)].filter((one) => !wanted.includes(one)));
        if (wanted.length > 0) target.write(wanted, { [back]: id });
        break;
      }
      default:
        throw valueError(`Wrong command ${pythonRepr(command)}`);
    }
  }
  if (made.length > 0) target.create(made);
}
