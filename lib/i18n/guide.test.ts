import { expect, test } from 'vitest';
import { readGuide, searchGuide } from './guide';

test.each(['fr', 'en'] as const)(
  'the guide in %s has its chapters and every error code in whole sentences',
  (locale) => {
    const { chapters, codes } = readGuide(locale);
    expect(chapters.length).toBeGreaterThan(10);
    expect(codes.length).toBeGreaterThan(60);
    for (const { id, title, paragraphs } of [...chapters, ...codes]) {
      expect(title, id).not.toBe('');
      expect([title, ...paragraphs].join(' '), id).not.toMatch(/[{}]/);
    }
  },
);

test('words are found without their accents', () => {
  const { chapters } = readGuide('fr');
  expect(searchGuide(chapters, 'entrepot ARCHIVE').map(({ id }) => id)).toContain('stock');
  expect(searchGuide(chapters, 'introuvable-xyz')).toEqual([]);
});
