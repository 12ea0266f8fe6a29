import type { PlannedVariant } from '../plan';
import type { Chance } from '../random';
import type { Family } from './family';

interface StockPlan {
  levels: PlannedVariant['stock'];
  reorder: PlannedVariant['reorder'];
}

/** Cheap things lie in piles, furniture in ones; about one in fourteen is out of stock everywhere. */
export function plannedStock(family: Family, dice: Chance, archived: boolean): StockPlan {
  if (archived || dice.hit(0.07)) return { levels: [], reorder: dice.hit(0.5) ? { min: 3, max: 12 } : null };
  const middle = (family.price[0] + family.price[1]) / 2;
  const pile = middle < 15 ? 60 : middle < 50 ? 28 : middle < 120 ? 14 : 6;
  const lot = family.tracking === 'lot' ? 'RECOLTE-2026-06' : null;
  const levels: { place: 'shop' | 'shelf' | 'depot'; quantity: number; lot: string | null }[] = [
    { place: 'shop', quantity: dice.int(1, pile), lot },
  ];
  if (dice.hit(0.35)) levels.push({ place: 'shelf', quantity: dice.int(1, Math.ceil(pile / 3)), lot });
  if (dice.hit(0.7)) levels.push({ place: 'depot', quantity: dice.int(2, pile * 3), lot });
  const min = Math.max(1, Math.round(pile / 5));
  return { levels, reorder: dice.hit(0.3) ? { min, max: min * 4 } : null };
}
