import Decimal from 'decimal.js';
import { z } from 'zod';
import { OdooError } from '../errors';
import type { FieldTypes } from './fields';
import type { Ways } from './ways';

/** In what Odoo says weights and volumes: one setting each for the whole database (product.weight_in_lbs, product.volume_in_cubic_feet). */
export interface Units {
  weight: 'kg' | 'lb';
  volume: 'm³' | 'ft³';
}

const KILOS_IN_POUND = '0.45359237';
const CUBIC_METRES_IN_CUBIC_FOOT = '0.028316846592';

const Names = z.array(z.looseObject({ weight_uom_name: z.unknown(), volume_uom_name: z.unknown() }));

const WEIGHT = 'product.weight_in_lbs';
const VOLUME = 'product.volume_in_cubic_feet';
const Parameters = z.array(z.looseObject({ key: z.string(), value: z.unknown() }));

interface Server {
  call(
    model: string,
    method: string,
    args: readonly unknown[],
    kwargs?: Record<string, unknown>,
  ): Promise<unknown>;
  ways: Ways;
}

/**
 * The units as every product names them, in English: the settings themselves are for administrators to read. Without
 * a product they are read all the same; who may not is taken to weigh in kilograms. One call, two without products.
 */
export async function findUnits(server: Server, template: FieldTypes): Promise<Units> {
  if (!template.has('weight_uom_name') || !template.has('volume_uom_name'))
    return { weight: 'kg', volume: 'm³' };
  const fields = ['weight_uom_name', 'volume_uom_name'];
  const [names] =
    Names.safeParse(await rows(server, 'product.template', [], fields, { limit: 1 })).data ?? [];
  if (names) return unitsNamed(names);
  const on = await settingsOn(server);
  return { weight: on.has(WEIGHT) ? 'lb' : 'kg', volume: on.has(VOLUME) ? 'ft³' : 'm³' };
}

/** From the names that a product has for them in English. */
export function unitsNamed(names: { weight_uom_name?: unknown; volume_uom_name?: unknown }): Units {
  return {
    weight: String(names.weight_uom_name).startsWith('lb') ? 'lb' : 'kg',
    volume: String(names.volume_uom_name).startsWith('ft') ? 'ft³' : 'm³',
  };
}

/** Read as rows: what else the model is asked by changes its names over the versions, and the order of its arguments. */
async function settingsOn(server: Server): Promise<ReadonlySet<string>> {
  const domain = [['key', 'in', [WEIGHT, VOLUME]]];
  try {
    const answer = await rows(server, 'ir.config_parameter', domain, ['key', 'value']);
    const parameters = Parameters.safeParse(answer).data ?? [];
    return new Set(parameters.flatMap(({ key, value }) => (value === '1' ? key : [])));
  } catch (error) {
    if (error instanceof OdooError && error.class === 'permission') return new Set();
    throw error;
  }
}

function rows(
  { call, ways }: Server,
  model: string,
  domain: readonly unknown[],
  fields: readonly string[],
  options: { limit?: number } = {},
): Promise<unknown> {
  const context = { lang: 'en_US', active_test: false };
  return ways.take('rows', {
    search_read: () => call(model, 'search_read', [domain], { fields, ...options, context }),
    read: async () => {
      const ids = await call(model, 'search', [domain], { ...options, context });
      return call(model, 'read', [ids, fields], { context });
    },
  });
}

/** Odoo's number → kilograms or cubic metres. */
export function fromUnit(value: string | null, unit: Units['weight'] | Units['volume']): string | null {
  return value === null ? null : new Decimal(value).times(factorOf(unit)).toFixed();
}

/** Kilograms or cubic metres → Odoo's number. */
export function toUnit(value: string | null, unit: Units['weight'] | Units['volume']): string | null {
  return value === null ? null : new Decimal(value).div(factorOf(unit)).toDecimalPlaces(6).toFixed();
}

function factorOf(unit: Units['weight'] | Units['volume']): string {
  if (unit === 'lb') return KILOS_IN_POUND;
  return unit === 'ft³' ? CUBIC_METRES_IN_CUBIC_FOOT : '1';
}
