/** How a field's value is typed and shown: money with taxes or without, measures with their unit, plain counts. */
export const MONEY_FIELDS: ReadonlySet<string> = new Set(['price', 'cost_price']);
export const DECIMAL_FIELDS: ReadonlySet<string> = new Set([
  ...MONEY_FIELDS,
  'weight',
  'length',
  'width',
  'height',
  'volume',
  'quantity',
  'alert_threshold',
]);

/** Units that French and English share. */
export const UNITS: Readonly<Record<string, string>> = {
  weight: 'kg',
  length: 'cm',
  width: 'cm',
  height: 'cm',
  volume: 'm³',
};
