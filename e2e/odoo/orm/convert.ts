import { databaseError, missingError, pythonError, valueError } from './faults';
import type { Model } from './model';
import { digitsOf } from './precision';
import { foreignKeyFault } from './references';
import { type Cell, Float, plain, pythonRepr, type Wire } from './values';

/**
 * A value as its column keeps it.
 * @throws OdooFault in the words recorded for wrong kinds (FACTS.md A Templates, C §4)
 */
export function forCell(model: Model, name: string, value: Wire): Cell {
  const def = model.cls.fields[name];
  const bare = plain(value);
  switch (def?.type) {
    case 'float':
    case 'monetary':
      return float(model, name, bare);
    case 'integer':
    case 'many2one_reference':
      return integer(bare);
    case 'boolean':
      return Boolean(bare);
    case 'many2one':
      return many2one(model, name, def.relation ?? '', value);
    case 'selection':
      return selection(model, name, bare);
    case 'datetime':
      return datetime(bare);
    case 'date':
      return typeof bare === 'string' && bare !== '' ? bare.slice(0, 10) : false;
    default:
      return text(bare);
  }
}

function text(value: Wire): Cell {
  if (value === false || value === null || value === undefined) return false;
  if (typeof value === 'string') return value;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function float(model: Model, name: string, value: Wire): number {
  if (value === false || value === null || value === undefined) return 0;
  const number = typeof value === 'string' ? Number(value.trim() === '' ? Number.NaN : value) : Number(value);
  if (typeof value === 'string' && Number.isNaN(number) && value.toLowerCase() !== 'nan') {
    throw valueError(`could not convert string to float: ${pythonRepr(value)}`);
  }
  const digits = digitsOf(model, name);
  if (digits === undefined) return number;
  if (Number.isNaN(number)) throw valueError('cannot convert float NaN to integer');
  if (!Number.isFinite(number * 10 ** digits[1])) {
    throw pythonError('OverflowError', 'cannot convert float infinity to integer');
  }
  return roundTo(number, digits[1]);
}

/** Half up by decimals, as the servers round on write. */
export function roundTo(value: number, decimals: number): number {
  const scaled = Math.abs(value) * 10 ** decimals;
  const rounded = Math.floor(scaled + 0.5 + scaled * Number.EPSILON);
  if (!Number.isSafeInteger(rounded)) return value;
  return (Math.sign(value) * rounded) / 10 ** decimals;
}

function integer(value: Wire): number {
  if (value === false || value === null || value === undefined) return 0;
  const number = Math.trunc(Number(value));
  if (Number.isNaN(number)) throw valueError(`invalid literal for int() with base 10: ${pythonRepr(value)}`);
  if (Math.abs(number) > 2_147_483_647) throw databaseError('NumericValueOutOfRange', 'integer out of range');
  return number;
}

function many2one(model: Model, name: string, relation: string, value: Wire): Cell {
  const bare = plain(value);
  if (bare === false || bare === null || bare === undefined || bare === 0) return false;
  const id = typeof bare === 'number' ? bare : Number.NaN;
  if (Number.isNaN(id) || value instanceof Float) {
    if (typeof bare === 'string' && /^\d+$/.test(bare)) return Number(bare);
    if (model.env.caps.version >= 17) throw valueError(`Wrong container value ${pythonRepr(bare)}`);
    const text = Array.isArray(bare) ? String(bare[1]) : String(bare);
    throw databaseError('InvalidTextRepresentation', `invalid input syntax for type integer: "${text}"`);
  }
  if (relation && model.env.has(relation) && !model.env.db.table(relation).rows.has(id)) {
    throw model.name === 'product.template' && model.env.caps.version <= 16
      ? foreignKeyFault(model, name)
      : missingError(relation, [id], model.env.uid);
  }
  return id;
}

function selection(model: Model, name: string, value: Wire): Cell {
  if (value === false || value === null || value === undefined || value === '') return false;
  const options = model.cls.fields[name]?.selection ?? [];
  if (name !== 'lang' && options.length > 0 && !options.some(([key]) => key === value)) {
    throw valueError(`Wrong value for ${model.name}.${name}: ${pythonRepr(value)}`);
  }
  return typeof value === 'string' ? value : String(value);
}

function datetime(value: Wire): Cell {
  if (typeof value !== 'string' || value === '') return false;
  if (value.length === 10) return `${value} 00:00:00`;
  if (value.includes('T')) {
    throw valueError(`time data ${pythonRepr(value)} does not match format '%Y-%m-%d %H:%M:%S'`);
  }
  if (value.length > 19) throw valueError(`unconverted data remains: ${value.slice(19)}`);
  return value;
}
