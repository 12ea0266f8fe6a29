import { describe, expect, test } from 'vitest';
import { type CategoryNode, proposeCategoryMapping, rootCategoryIds } from './propose';

/** "A / B / C" lines as a tree; ids are made by `idOf`. */
function tree<Id>(paths: readonly string[], idOf: (path: string, index: number) => Id): CategoryNode<Id>[] {
  const ids = new Map<string, Id>();
  return paths.map((path, index) => {
    const names = path.split(' / ');
    const id = idOf(path, index);
    ids.set(path, id);
    return {
      id,
      parentId: ids.get(names.slice(0, -1).join(' / ')) ?? null,
      name: names.at(-1) ?? '',
    };
  });
}

const here = (...paths: string[]) => tree(paths, (path) => path);
const there = (...paths: string[]) => tree(paths, (_, index) => index + 1);

function proposed(local: string[], remote: string[], rootCategoryId: number | null = null) {
  return Object.fromEntries(
    proposeCategoryMapping(here(...local), there(...remote), { rootCategoryId }).map((pair) => [
      pair.categoryId,
      `${remote[pair.odooCategoryId - 1]} (${pair.how})`,
    ]),
  );
}

describe('which category here is which in Odoo', () => {
  test.each<[string, string[], string[], Record<string, string>]>([
    [
      'the table of the documentation',
      ['Électronique', 'Vêtements', 'Vêtements / T-shirts', 'Accessoires'],
      [
        'All',
        'All / Saleable',
        'All / Saleable / Electronics',
        'All / Saleable / Clothing',
        'All / Saleable / Clothing / T-Shirts',
        'All / Saleable / Accessories',
      ],
      {
        Électronique: 'All / Saleable / Electronics (path)',
        Vêtements: 'All / Saleable / Clothing (path)',
        'Vêtements / T-shirts': 'All / Saleable / Clothing / T-Shirts (path)',
        Accessoires: 'All / Saleable / Accessories (path)',
      },
    ],
    [
      'case and accents do not matter',
      ['Épicerie fine'],
      ['epicerie  FINE'],
      { 'Épicerie fine': 'epicerie  FINE (path)' },
    ],
    [
      'the path decides before the name',
      ['Homme', 'Homme / Vestes', 'Femme', 'Femme / Vestes'],
      ['All', 'All / Femme', 'All / Femme / Vestes', 'All / Homme', 'All / Homme / Vestes'],
      {
        Homme: 'All / Homme (path)',
        Femme: 'All / Femme (path)',
        'Homme / Vestes': 'All / Homme / Vestes (path)',
        'Femme / Vestes': 'All / Femme / Vestes (path)',
      },
    ],
    [
      'a name alone when it is unique on both sides',
      ['Maison', 'Maison / Bougies'],
      ['All', 'All / Divers', 'All / Divers / Bougies'],
      { 'Maison / Bougies': 'All / Divers / Bougies (name)' },
    ],
    ['never a guess between several', ['Bougies'], ['A', 'A / Bougies', 'B', 'B / Bougies'], {}],
    ['the trunk is no shelf', ['All', 'Saleable'], ['All', 'All / Saleable'], {}],
    [
      'a shelf named like the trunk deeper down is a shelf',
      ['Vins', 'Vins / Tous'],
      ['All', 'All / Vins', 'All / Vins / Tous'],
      { Vins: 'All / Vins (path)', 'Vins / Tous': 'All / Vins / Tous (path)' },
    ],
    [
      'as written is better than through the glossary',
      ['Clothing', 'Vêtements'],
      ['Vêtements'],
      { Vêtements: 'Vêtements (path)' },
    ],
  ])('%s', (_, local, remote, expected) => {
    expect(proposed(local, remote)).toEqual(expected);
  });

  test('the configured root and what is above it are ignored', () => {
    const remote = ['Boutique', 'Boutique / Web', 'Boutique / Web / Vins'];
    expect(proposed(['Vins'], remote, 2)).toEqual({ Vins: 'Boutique / Web / Vins (path)' });
    expect([...rootCategoryIds(there(...remote), 2)].sort()).toEqual([1, 2]);
  });

  test('what is tied already stays and is not offered again', () => {
    const pairs = proposeCategoryMapping(here('Vins', 'Thés'), there('Vins', 'Thés'), {
      rootCategoryId: null,
      taken: [{ categoryId: 'Vins', odooCategoryId: 2 }],
    });
    expect(pairs).toEqual([]);
  });

  test('a loop in a tree ends', () => {
    const loop = [
      { id: 1, parentId: 2, name: 'A' },
      { id: 2, parentId: 1, name: 'B' },
    ];
    expect(proposeCategoryMapping(here('A'), loop, { rootCategoryId: null })).toEqual([
      { categoryId: 'A', odooCategoryId: 1, how: 'name' },
    ]);
  });
});
