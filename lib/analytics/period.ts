import { type SQL, sql } from 'drizzle-orm';
import { orders } from '@/db/schema/orders';

export interface Period {
  readonly from: string;
  readonly to: string;
  readonly timezone: string;
}

const DAY_MS = 86_400_000;
/** What is looked at when nothing is said. */
const DEFAULT_DAYS = 365;

/** Fills in the days that were not given, on the calendar of the time zone. */
export function periodOf(input: { from?: string; to?: string; timezone: string }, now: Date): Period {
  const to = input.to ?? dayIn(now, input.timezone);
  const from = input.from ?? addDays(to, 1 - DEFAULT_DAYS);
  return { from, to, timezone: input.timezone };
}

export function dayIn(instant: Date, timezone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short' }).format(instant);
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Orders that are sales (quotations and cancelled ones are none), ordered within the period; both days included. */
export function soldIn({ from, to, timezone }: Period): SQL {
  return sql`${orders.status} in ('confirmed', 'delivered')
    and ${orders.orderedAt} >= (${from}::date::timestamp at time zone ${timezone})
    and ${orders.orderedAt} < ((${to}::date + 1)::timestamp at time zone ${timezone})`;
}
