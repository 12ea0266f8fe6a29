import type { ReportedError } from '../../../history/batch-report';

/** What an error may say of several variants. */
const NAMED = ['variant', 'attribute', 'value'];

export const BETWEEN = ' ; ';

/** A product's errors of one code are kept as one: it names each variant that any of them names. */
export function oneOfEachCode(errors: readonly ReportedError[]): ReportedError[] {
  return [...Map.groupBy(errors, ({ code }) => code).values()].flatMap((same) => {
    const last = same.at(-1);
    if (!last) return [];
    const named = NAMED.flatMap((key): [string, string][] => {
      const all = new Set(same.flatMap(({ params }) => (typeof params[key] === 'string' ? params[key] : [])));
      return all.size > 1 ? [[key, [...all].join(BETWEEN)]] : [];
    });
    return [{ ...last, params: { ...last.params, ...Object.fromEntries(named) } }];
  });
}
