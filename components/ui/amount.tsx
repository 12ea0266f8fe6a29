import { useLocale } from 'next-intl';
import { formatMoney, formatQuantity } from './format';

/** An amount of money; a dash where there is none. `bare` in a column of numbers, whose digits are aligned anyway. */
export function Money({
  amount,
  currency,
  bare = false,
}: {
  amount: string | null;
  currency: string;
  bare?: boolean;
}) {
  const locale = useLocale();
  const text = amount === null ? '–' : formatMoney(locale, amount, currency);
  return bare ? text : <span className="tabular-nums">{text}</span>;
}

/** A count of goods, with its unit where that is known; a dash where there is none. `bare` as of `Money`, without a unit. */
export function Quantity({
  value,
  unit = null,
  bare = false,
}: {
  value: string | null;
  unit?: string | null;
  bare?: boolean;
}) {
  const locale = useLocale();
  if (bare) return value === null ? '–' : formatQuantity(locale, value);
  if (value === null) return <span className="tabular-nums">–</span>;
  return (
    <span className="tabular-nums">
      {formatQuantity(locale, value)}
      {unit === null ? null : <span className="text-muted"> {unit}</span>}
    </span>
  );
}
