/** The check digit of the first twelve digits of an EAN-13 (GS1: weights 1 and 3 from the left). */
export function checkDigit(twelve: string): number {
  let sum = 0;
  for (const [index, digit] of [...twelve].entries()) sum += Number(digit) * (index % 2 === 0 ? 1 : 3);
  return (10 - (sum % 10)) % 10;
}

/** A valid EAN-13: French prefix 376, a company number, and the serial (0 to 99999). */
export function ean13(serial: number, company = '0412'): string {
  const twelve = `376${company}${String(serial).padStart(5, '0')}`;
  if (twelve.length !== 12) throw new RangeError(`EAN serial out of range: ${serial}`);
  return `${twelve}${checkDigit(twelve)}`;
}
