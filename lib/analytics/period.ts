import { and, type SQL, sql } from 'drizzle-orm';
import { orders } from '@/db/schema/orders';
import type { Ctx } from '@/lib/context';

export interface Period {
  readonly from: string;
  readonly to: string;
  readonly timezone: string;
}

const DAY_MS = 86_400_000;
/** What is looked at when nothing is said. */
const DEFAULT_DAYS = 365;

/** Fills in the days that were not given, on the shop's clock unless another is asked for. */
export function periodOf(
  input: { from?: string | undefined; to?: string | undefined; timezone?: string | undefined },
  { now, env }: Pick<Ctx, 'now' | 'env'>,
): Period {
  const timezone = input.timezone ?? env.TIME_ZONE;
  const to = input.to ?? dayIn(now(), timezone);
  const from = input.from ?? addDays(to, 1 - DEFAULT_DAYS);
  return { from, to, timezone };
}

export function dayIn(instant: Date, timezone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short' }).format(instant);
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Where twelve months begin whose last is a day's own: on the first of a month, so that each but the last is whole. */
export function startOfTwelveMonths(day: string): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 12, 1)).toISOString().slice(0, 10);
}

/** Orders placed within the period; both days included. */
export function placedIn({
  from,
  to,
  timezone,
}: Partial<Period> & Pick<Period, 'timezone'>): SQL | undefined {
  return and(
    from ? sql`${orders.orderedAt} >= (${from}::date::timestamp at time zone ${timezone})` : undefined,
    to ? sql`${orders.orderedAt} < ((${to}::date + 1)::timestamp at time zone ${timezone})` : undefined,
  );
}

/** Orders of the period that are sales: quotations and cancelled ones are none. */
export function soldIn(period: Period): SQL {
  return sql`${orders.status} in ('confirmed', 'delivered') and ${placedIn(period)}`;
}

/** Those of them whose amounts can be added up: several currencies are out of scope (S11). */
export function soldInCurrency(period: Period, currency: string): SQL {
  return sql`${soldIn(period)} and ${orders.currency} = ${currency}`;
}
