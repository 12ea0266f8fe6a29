import { expect, test } from 'vitest';
import { inOrder } from './hand-over-codes';

const move = (id: number, had: string | null, ean: string | null) => ({ id, had, ean });

test.each([
  ['nothing of what passes to nobody', [move(1, 'A', 'N'), move(2, null, 'M')], []],
  ['the giver before the taker', [move(1, 'A', 'B'), move(2, 'B', 'N')], ['2:N', '1:B']],
  ['one that gives its code away for none', [move(1, null, 'B'), move(2, 'B', null)], ['2:-', '1:B']],
  ['two that change', [move(1, 'A', 'B'), move(2, 'B', 'A')], ['1:-', '2:A', '1:B']],
  [
    'a circle of three with a tail',
    [move(4, null, 'D'), move(1, 'A', 'B'), move(2, 'B', 'C'), move(3, 'C', 'A'), move(5, 'D', 'E')],
    ['5:E', '4:D', '1:-', '3:A', '2:C', '1:B'],
  ],
])('barcodes are given in an order that Odoo takes: %s', (_, moves, rows) => {
  expect(inOrder(moves).map(({ id, ean }) => `${id}:${ean ?? '-'}`)).toEqual(rows);
});
