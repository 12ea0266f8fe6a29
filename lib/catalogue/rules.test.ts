import { describe, expect, test } from 'vitest';
import { isValidGtin } from './barcode';
import { fitsNumeric, formatMoney, formatQuantity, mergeCount, readDecimal } from './decimals';
import { normaliseLine, normaliseText, textKey } from './text';

describe('text', () => {
  test.each([
    ['a\r\nb\rc', 'a\nb\nc'],
    ['  x\u0007y\u0000 ', 'xy'],
    ['tab\there', 'tab here'],
    ['e\u0301te\u0301', 'été'],
  ])('%j is kept as %j', (typed, kept) => expect(normaliseText(typed)).toBe(kept));

  test('a line has no line end and no run of blanks', () =>
    expect(normaliseLine(' Chemise \r\n  bleue ')).toBe('Chemise bleue'));
  test('keys ignore case, accents and blanks', () =>
    expect(textKey('  ÉTÉ  2026 ')).toBe(textKey('ete 2026')));
});

describe('barcodes', () => {
  test.each(['3017620422003', '96385074', '036000291452', '10012345678902'])('%s is a GTIN', (code) =>
    expect(isValidGtin(code)).toBe(true),
  );
  test.each(['3017620422004', '123', '', 'ABC-1', '12345678901234567'])('%j is not', (code) =>
    expect(isValidGtin(code)).toBe(false),
  );
});

describe('decimals', () => {
  test('money keeps its cents and drops idle zeros', () => {
    expect(formatMoney('19.9000')).toBe('19.90');
    expect(formatMoney('0.1250')).toBe('0.125');
    expect(formatMoney('100000000000.0000')).toBe('100000000000.00');
  });
  test('quantities drop idle zeros, never in exponent form', () => {
    expect(formatQuantity('12.0000')).toBe('12');
    expect(formatQuantity('0.0000001')).toBe('0.0000001');
  });
  test('a number fits its column or is refused, never rounded', () => {
    expect(fitsNumeric('999999999999.9999', 16, 4)).toBe(true);
    expect(fitsNumeric('1000000000000', 16, 4)).toBe(false);
    expect(fitsNumeric('1.00001', 16, 4)).toBe(false);
    expect(fitsNumeric('1.50000', 16, 4)).toBe(true);
  });
  test('a typed count is applied by difference', () => {
    expect(mergeCount('13', '10', '8')).toBe('11');
    expect(mergeCount('10.5', '10.5', '0')).toBe('0');
  });
});

test.each([
  ['75,50', undefined, '75.50'],
  ['19.90', undefined, '19.90'],
  ['1 234,50', undefined, '1234.50'],
  ['1 234,50', undefined, '1234.50'],
  ['1,234.50', undefined, '1234.50'],
  ['1.234,50', undefined, '1234.50'],
  ['1,234,567', undefined, '1234567'],
  ['0,250', undefined, '0.250'],
  ['1,250', 'fr', '1.250'],
  ['1,250', 'en', '1250'],
  ['−3,5', undefined, '-3.5'],
  ['66,60 €', undefined, '66.60'],
] as const)('“%s” (%s) is read as %s', (typed, language, value) => {
  expect(readDecimal(typed, language)).toEqual({ value });
});

test.each([
  ['1,234', 'ambiguous_decimal'],
  ['abc', 'decimal'],
  ['', 'decimal'],
  ['1,2,3', 'decimal'],
  ['1e5', 'decimal'],
  ['12,345,6', 'decimal'],
] as const)('“%s” is no number that everybody reads alike', (typed, wrong) => {
  expect(readDecimal(typed)).toEqual({ wrong });
});
