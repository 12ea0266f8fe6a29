import Decimal from 'decimal.js';

/** A decimal string as money in the reader's way: "19.9" → "19,90 €". Digits are never lost to floating point. */
export function formatMoney(locale: string, amount: string, currency: string): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(numeric(amount));
}

/** A decimal string as a count, with at most four decimals and no idle zeros: "12.5000" → "12,5". */
export function formatQuantity(locale: string, quantity: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 4 }).format(numeric(quantity));
}

/** Seconds as "42 s", "3 min 20 s", "1 h 05 min": units that French and English share, on one line. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (part: number) => String(Math.floor(part)).padStart(2, '0');
  const parts =
    whole < 60
      ? [whole, 's']
      : whole < 3600
        ? [Math.floor(whole / 60), 'min', two(whole % 60), 's']
        : [Math.floor(whole / 3600), 'h', two((whole % 3600) / 60), 'min'];
  return parts.join('\u00a0');
}

/** Bytes as "1,4 Mo" / "1.4 MB". */
export function formatBytes(locale: string, bytes: number): string {
  const unit = bytes >= 1_000_000 ? 'megabyte' : bytes >= 1_000 ? 'kilobyte' : 'byte';
  const size = { megabyte: 1_000_000, kilobyte: 1_000, byte: 1 }[unit];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(
    bytes / size,
  );
}

const numeric = (text: string): Intl.StringNumericLiteral => new Decimal(text).toFixed() as `${number}`;
