import type { PriceTax } from './sale-taxes';

/** Answers kept of one set of taxes; then they are counted anew. */
const MOST = 5_000;

/**
 * What was counted before with the same taxes by the same rules, which are one object each: a run asks for the price of
 * a product several times, and many products cost the same. `count` is called for what is not known; what it throws is
 * thrown each time.
 */
export function countedBefore<Answer>() {
  const known = new WeakMap<object, WeakMap<readonly PriceTax[], Map<string, Answer>>>();
  return (taxes: readonly PriceTax[], rules: object, asked: string, count: () => Answer): Answer => {
    const byTaxes = known.get(rules) ?? new WeakMap<readonly PriceTax[], Map<string, Answer>>();
    known.set(rules, byTaxes);
    const answers = byTaxes.get(taxes) ?? new Map<string, Answer>();
    byTaxes.set(taxes, answers);
    const before = answers.get(asked);
    if (before !== undefined) return before;
    const answer = count();
    if (answers.size >= MOST) answers.clear();
    answers.set(asked, answer);
    return answer;
  };
}
