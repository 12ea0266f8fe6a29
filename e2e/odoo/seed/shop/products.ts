import { ean13 } from '../ean';
import type { PlannedProduct, PlannedVariant } from '../plan';
import { type Chance, chance } from '../random';
import { slug } from './categories';
import { COLOURS, colourCode } from './colours';
import { HOME } from './families-home';
import { LIGHT } from './families-light';
import { PANTRY } from './families-pantry';
import { TEXTILE } from './families-textile';
import type { Family } from './family';
import { plannedStock } from './stock';

export const FAMILIES: readonly Family[] = [...LIGHT, ...TEXTILE, ...HOME, ...PANTRY];

/** Every product of the shop with its variants, codes, prices and stock. Deterministic in the seed. */
export function plannedProducts(seed: string): PlannedProduct[] {
  let serial = 100;
  const nextEan = () => ean13(serial++);
  return FAMILIES.flatMap((family) =>
    family.models.map((model, index) =>
      plannedProduct(family, model, index, chance(`${seed}/${family.code}/${model}`), nextEan),
    ),
  );
}

function plannedProduct(
  family: Family,
  model: string,
  index: number,
  dice: Chance,
  nextEan: () => string,
): PlannedProduct {
  const vat = family.vat ?? 20;
  const kind = family.kind ?? 'stored';
  const price = shopPrice(family, dice);
  const axes = plannedAxes(family, dice);
  const code = `${family.code}-${String(index + 1).padStart(2, '0')}`;
  const cost = money((price / (1 + vat / 100)) * family.costShare * (0.94 + dice.next() * 0.12));
  const weight = money(family.weight[0] + dice.next() * (family.weight[1] - family.weight[0]));
  const archived = kind === 'stored' && dice.hit(0.035);
  const variants = combinations(axes.map((axis) => axis.values)).map((values): PlannedVariant => {
    const extra = values.reduce((sum, value) => sum + value.extra, 0);
    const names = values.map((value) => value.name);
    const colour = names.find((name): name is keyof typeof COLOURS => name in COLOURS);
    const stock = kind === 'stored' ? plannedStock(family, dice, archived) : { levels: [], reorder: null };
    return {
      values: names,
      sku: [code, ...values.map((value) => valueCode(value.name))].join('-'),
      ean: kind === 'service' ? null : nextEan(),
      cost: money(cost + extra * 0.4),
      weight: money(weight * (1 + extra / (price * 2))),
      archived: archived || (values.length > 0 && dice.hit(0.012)),
      colour: colour === undefined ? null : COLOURS[colour],
      stock: stock.levels,
      reorder: stock.reorder,
    };
  });
  return {
    key: slug(`${family.code} ${model}`),
    name: `${family.noun} ${model}`,
    description: [dice.pick(family.pitch).replace('{m}', model), dice.pick(family.details)].join('\n'),
    category: family.category,
    kind,
    vat,
    price,
    axes,
    variants,
    archived,
    tracking: family.tracking ?? 'none',
    image: { shape: family.shape, colour: COLOURS[family.tint] },
    age: dice.int(20, 900),
  };
}

/** All families share the colours they are made in, but not every model comes in each of them. */
function plannedAxes(family: Family, dice: Chance): PlannedProduct['axes'] {
  const axes: PlannedProduct['axes'][number][] = [];
  if (family.colours !== undefined && dice.hit(0.8)) {
    const kept = family.colours.filter((_, position) => position < 2 || dice.hit(0.6));
    axes.push({ attribute: 'Couleur', values: kept.map((name) => ({ name, extra: 0 })) });
  }
  if (family.sizes !== undefined) {
    axes.push({ attribute: 'Taille', values: family.sizes.map(([name, extra]) => ({ name, extra })) });
  }
  return axes;
}

/** The cartesian product in Odoo's order: the first axis changes slowest. */
export function combinations<T>(axes: readonly (readonly T[])[]): T[][] {
  return axes.reduce<T[][]>(
    (all, values) => all.flatMap((row) => values.map((value) => [...row, value])),
    [[]],
  );
}

function shopPrice(family: Family, dice: Chance): number {
  const [low, high] = family.price;
  const raw = low + dice.next() * (high - low);
  const step = raw > 60 ? 10 : raw > 20 ? 5 : 1;
  const whole = Math.max(low, Math.round(raw / step) * step - (step > 1 ? 1 : 0));
  return whole + (family.ending ?? 0);
}

function valueCode(value: string): string {
  const size = /^(\d+)(?: × (\d+))?/.exec(value);
  if (size !== null) return size[2] === undefined ? String(size[1]) : `${size[1]}X${size[2]}`;
  if (/^[A-Z]\d?L?$/.test(value)) return value;
  return colourCode(value);
}

function money(value: number): number {
  return Math.round(value * 100) / 100;
}
