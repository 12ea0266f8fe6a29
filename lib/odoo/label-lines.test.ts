import { expect, test } from 'vitest';
import { labelLines } from './label-lines';

const line = (
  id: number,
  attribute: string,
  values: readonly [number, string, boolean?][] = [],
  active = true,
) => ({
  id,
  attribute,
  active,
  createVariant: 'always' as const,
  values: values.map(([ptavId, value, on = true]) => ({ ptavId, value, active: on })),
});
const lineNames = (lines: Parameters<typeof labelLines>[0]) => [...labelLines(lines).lines];
const valueNames = (lines: Parameters<typeof labelLines>[0]) => [...labelLines(lines).values];

test('names that tell their lines apart stay as they are', () => {
  const lines = [line(1, 'Couleur', [[10, 'Rouge']]), line(2, 'Taille', [[11, 'Rouge']])];
  expect(lineNames(lines)).toEqual([
    [1, 'Couleur'],
    [2, 'Taille'],
  ]);
  expect(valueNames(lines)).toEqual([
    [10, 'Rouge'],
    [11, 'Rouge'],
  ]);
});

test('one attribute on two lines, or two attributes of one name but for case and accents: numbered by age', () => {
  expect(lineNames([line(7, 'TAILLE'), line(3, 'Taille'), line(9, 'Taïlle')])).toEqual([
    [3, 'Taille'],
    [7, 'TAILLE (2)'],
    [9, 'Taïlle (3)'],
  ]);
});

test('a number that Odoo has itself is not given twice', () => {
  expect(lineNames([line(1, 'Taille'), line(2, 'Taille'), line(3, 'Taille (2)')])).toEqual([
    [1, 'Taille'],
    [2, 'Taille (3)'],
    [3, 'Taille (2)'],
  ]);
});

test('values in use keep their plain name before those that are gone', () => {
  expect(
    valueNames([
      line(1, 'Taille', [
        [4, 'S', false],
        [5, 'S'],
        [6, 's'],
      ]),
    ]),
  ).toEqual([
    [5, 'S'],
    [6, 's (2)'],
    [4, 'S (3)'],
  ]);
});

test('a line that makes no variants takes no name from one that does', () => {
  const silent = { ...line(1, 'Taille'), createVariant: 'no_variant' as const };
  expect(labelLines([silent, line(2, 'Taille')]).lines.get(2)).toBe('Taille');
});
