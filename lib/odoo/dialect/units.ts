import Decimal from 'decimal.js';
import { z } from 'zod';
import { OdooError } from '../errors';
import type { Asking } from './asking';
import type { FieldTypes } from './fields';

/** In what Odoo says weights and volumes: one setting each for the whole database (product.weight_in_lbs, product.volume_in_cubic_feet). */
export interface Units {
  weight: 'kg' | 'lb';
  volume: 'm³' | 'ft³';
}

const KILOS_IN_POUND = '0.45359237';
const CUBIC_METRES_IN_CUBIC_FOOT = '0.028316846592';

const Names = z.array(z.looseObject({ weight_uom_name: z.unknown(), volume_uom_name: z.unknown() }));

/**
 * The units as every product names them, in English: the settings themselves are for administrators to read. Without
 * a product they are asked all the same; who may not is taken to weigh in kilograms. One call, two without products.
 */
export async function findUnits(asking: Pick<Asking, 'call'>, template: FieldTypes): Promise<Units> {
  if (!template.has('weight_uom_name') || !template.has('volume_uom_name'))
    return { weight: 'kg', volume: 'm³' };
  const answer = await asking.call('product.template', 'search_read', [[]], {
    fields: ['weight_uom_name', 'volume_uom_name'],
    limit: 1,
    context: { lang: 'en_US', active_test: false },
  });
  const [names] = Names.safeParse(answer).data ?? [];
  if (names) {
    return {
      weight: String(names.weight_uom_name).startsWith('lb') ? 'lb' : 'kg',
      volume: String(names.volume_uom_name).startsWith('ft') ? 'ft³' : 'm³',
    };
  }
  const set = async (name: string) => {
    try {
      return (await asking.call('ir.config_parameter', 'get_param', [name])) === '1';
    } catch (error) {
      if (error instanceof OdooError && error.class === 'permission') return false;
      throw error;
    }
  };
  return {
    weight: (await set('product.weight_in_lbs')) ? 'lb' : 'kg',
    volume: (await set('product.volume_in_cubic_feet')) ? 'ft³' : 'm³',
  };
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
