import Decimal from 'decimal.js';

export interface ExtraLine {
  readonly attribute: string;
  readonly values: readonly {
    readonly ptavId: number;
    readonly value: string;
    readonly priceExtra: string;
  }[];
}

export interface WantedExtra {
  readonly ptavIds: readonly number[];
  /** What this variant must cost beyond the list price, in the price mode of the template. */
  readonly extra: string;
}

/**
 * Odoo knows price differences by value ("XL costs 2 more"), not by variant. Answers the extras of values that give
 * every variant its difference, changing as few as possible; or the first variant that cannot be expressed.
 */
export function solveExtras(
  lines: readonly ExtraLine[],
  wanted: readonly WantedExtra[],
): { ok: true; changes: { ptavId: number; extra: string }[] } | { ok: false; ptavIds: readonly number[] } {
  const now = new Map(
    lines.flatMap((line) => line.values.map((value) => [value.ptavId, new Decimal(value.priceExtra)])),
  );
  const unsolved = (extras: ReadonlyMap<number, Decimal>) =>
    wanted.find(({ ptavIds, extra }) => !sum(extras, ptavIds).eq(extra));
  if (!unsolved(now)) return { ok: true, changes: [] };
  for (const line of lines) {
    const solved = bySingleAttribute(line, now, wanted);
    if (solved && !unsolved(solved)) return { ok: true, changes: changesOf(now, solved) };
  }
  const solved = additive(lines, wanted);
  const bad = unsolved(solved);
  return bad ? { ok: false, ptavIds: bad.ptavIds } : { ok: true, changes: changesOf(now, solved) };
}

/** Moves the values of one attribute only. */
function bySingleAttribute(
  line: ExtraLine,
  now: ReadonlyMap<number, Decimal>,
  wanted: readonly WantedExtra[],
) {
  const solved = new Map(now);
  for (const { ptavId } of line.values) {
    const [one] = wanted.filter(({ ptavIds }) => ptavIds.includes(ptavId));
    if (!one) continue;
    const others = one.ptavIds.filter((id) => id !== ptavId);
    solved.set(ptavId, new Decimal(one.extra).minus(sum(now, others)));
  }
  return solved;
}

/** Every value gets what it makes a difference to a variant that is known already; the rest of the first one is zero. */
function additive(lines: readonly ExtraLine[], wanted: readonly WantedExtra[]): Map<number, Decimal> {
  const solved = new Map<number, Decimal>();
  const zero = new Decimal(0);
  const [first] = wanted;
  for (const [n, line] of lines.entries()) {
    const own = line.values.find((value) => first?.ptavIds.includes(value.ptavId));
    if (own && n > 0) solved.set(own.ptavId, zero);
  }
  for (let progress = true; progress; ) {
    progress = false;
    for (const { ptavIds, extra } of wanted) {
      const open = ptavIds.filter((id) => !solved.has(id));
      const [only] = open;
      if (open.length !== 1 || only === undefined) continue;
      solved.set(
        only,
        new Decimal(extra).minus(
          sum(
            solved,
            ptavIds.filter((id) => id !== only),
          ),
        ),
      );
      progress = true;
    }
  }
  return solved;
}

function sum(extras: ReadonlyMap<number, Decimal>, ptavIds: readonly number[]): Decimal {
  return ptavIds.reduce((total, id) => total.plus(extras.get(id) ?? 0), new Decimal(0));
}

function changesOf(now: ReadonlyMap<number, Decimal>, solved: ReadonlyMap<number, Decimal>) {
  return [...solved]
    .filter(([id, extra]) => !extra.eq(now.get(id) ?? 0))
    .map(([ptavId, extra]) => ({ ptavId, extra: extra.toFixed() }));
}
