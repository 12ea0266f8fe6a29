import Decimal from 'decimal.js';

export interface ForecastInput {
  stock: string;
  alertThreshold: string | null;
  /** Units sold in the window. */
  sold: string;
  windowDays: number;
  leadDays: number;
  coverDays: number;
}

export interface Forecast {
  /** Units a day, two decimals. */
  daily: string;
  /** Days, one decimal; null when nothing is sold. */
  daysOfCover: string | null;
  suggested: string;
}

/**
 * daily = sold ÷ window; days of cover = stock ÷ daily (none left: 0);
 * suggested = max(daily × (lead + cover), alert threshold) − stock, whole units rounded up, never below 0.
 */
export function forecast(input: ForecastInput): Forecast {
  const daily = Decimal.max(0, input.sold).div(input.windowDays);
  const stock = new Decimal(input.stock);
  const target = Decimal.max(
    Decimal.max(0, input.sold)
      .times(input.leadDays + input.coverDays)
      .div(input.windowDays),
    input.alertThreshold ?? 0,
  );
  return {
    daily: daily.toDecimalPlaces(2).toFixed(),
    daysOfCover: daily.isZero() ? null : Decimal.max(0, stock).div(daily).toDecimalPlaces(1).toFixed(),
    suggested: Decimal.max(0, target.minus(stock)).toDecimalPlaces(6).ceil().toFixed(),
  };
}
