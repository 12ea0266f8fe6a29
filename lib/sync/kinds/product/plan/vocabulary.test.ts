import { expect, test } from 'vitest';
import type { RemoteLine } from '@/lib/odoo/records';
import { Vocabulary } from './vocabulary';

const line = (id: number, label: string, values: readonly string[]): RemoteLine => ({
  id,
  attributeId: id,
  attribute: label,
  label,
  createVariant: 'always',
  values: values.map((value, n) => ({
    ptavId: id * 100 + n,
    valueId: n,
    value,
    label: value,
    priceExtra: '0',
    active: true,
  })),
});

const word = (name: string, value: string, ptav: number | null) => ({ name, value, ptav });

test('a word that was learnt goes before today’s names, and a name learnt for two lines before none', () => {
  const lines = [line(1, 'Größe', ['S', 'M']), line(2, 'Farbe', ['Rot', 'Blau'])];
  const memo = {
    combination: [word('Taille', 'Petit', 100), word('Ton', 'Rouge', 200), word('Farbe', 'x', null)],
  };
  const learnt = new Vocabulary({ lines }, [{ memo }]);
  expect(learnt.keyOf({ Taille: 'petit', Ton: 'ROUGE' })).toBe('100,200');
  expect(learnt.keyOf({ taille: 'M', Farbe: 'Blau' })).toBe('101,201');
  expect(learnt.keyOf({ Taille: 'L', Farbe: 'Blau' })).toBeNull();
  const both = new Vocabulary({ lines }, [{ memo }, { memo: { combination: [word('Ton', 'Bleu', 101)] } }]);
  expect(both.read({ Ton: 'Rouge' }).newLines).toEqual([{ name: 'Ton', value: 'Rouge' }]);
});

test('a family of a thousand variants is read word by word in a moment', () => {
  const sizes = Array.from({ length: 10 }, (_, n) => `V${n}`);
  const lines = ['A', 'B', 'C'].map((label, n) => line(n + 1, label, sizes));
  const rows = sizes.flatMap((a) => sizes.flatMap((b) => sizes.map((c) => ({ A: a, B: b, C: c }))));
  const links = rows.map((row) => ({
    memo: {
      combination: Object.entries(row).map(([name, value], n) =>
        word(name, value, (n + 1) * 100 + sizes.indexOf(value)),
      ),
    },
  }));
  const vocabulary = new Vocabulary({ lines }, links);
  expect(new Set(rows.map((row) => vocabulary.keyOf(row))).size).toBe(1_000);
}, 20_000);
