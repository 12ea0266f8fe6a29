import { useLocale } from 'next-intl';
import { formatMoney, formatQuantity } from './format';

/** An amount of money; a dash where there is none. */
export function Money({ amount, currency }: { amount: string | null; currency: string }) {
  const locale = useLocale();
  return (
    <span className="tabular-nums">{amount === null ? '–' : formatMoney(locale, amount, currency)}</span>
  );
}

/** A count of goods; a dash where there is none. */
export function Quantity({ value }: { value: string | null }) {
  const locale = useLocale();
  return <span className="tabular-nums">{value === null ? '–' : formatQuantity(locale, value)}</span>;
}
