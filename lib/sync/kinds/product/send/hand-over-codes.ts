import { archiveVariants } from '@/lib/odoo/intentions/archive';
import { updateVariants } from '@/lib/odoo/intentions/write-products';
import { asTextOrNull } from '../fields/values';
import type { Surroundings } from '../surroundings';
import type { SentPlan } from './sent-plan';

export interface CodeMove {
  readonly id: number;
  /** The barcode it has in Odoo. */
  readonly had: string | null;
  readonly ean: string | null;
}

/**
 * From 16 on an archived variant keeps its barcode from nobody: one that is put away in this run, as it was deleted here
 * or woken by Odoo, goes before its code is given to another. What Odoo refuses here is refused once more in its place.
 */
export async function putAwayHolders(around: Surroundings, plans: readonly SentPlan[]): Promise<void> {
  const wanted = new Set(plans.flatMap(({ plan }) => plan.members.map(({ result }) => result.toOdoo.ean)));
  const leaving = plans.flatMap(({ plan, template }) => {
    const ids = new Set(plan.surplus);
    for (const { member, result } of plan.members)
      if (member.variant && result.toOdoo.active === false) ids.add(member.variant.id);
    return template.variants.filter(({ id, ean }) => ids.has(id) && ean !== null && wanted.has(ean));
  });
  await archiveVariants(
    around.run.odoo,
    leaving.map(({ id }) => id),
  );
}

/**
 * Odoo refuses a barcode that another variant has, so who gives one up goes before who gets it, and where they pass them
 * round in a circle, one of them lets go of its own first. One call, and thus one transaction (asked of real 16 to 19:
 * load() takes a row twice). What Odoo refuses here shows where the code is then sent with the other values.
 */
export async function handOverCodes(around: Surroundings, plans: readonly SentPlan[]): Promise<void> {
  const moves = plans.flatMap(({ plan }) =>
    plan.members.flatMap(({ member: { variant }, result }) =>
      variant?.active && result.toOdoo.ean !== undefined
        ? [{ id: variant.id, had: variant.ean, ean: asTextOrNull(result.toOdoo.ean) }]
        : [],
    ),
  );
  const rows = inOrder(moves);
  await updateVariants(
    around.run.odoo,
    rows.map(({ id, ean }) => ({ id, values: { ean } })),
  );
}

/** Those whose codes go from one to another, in an order in which every code is free when it is given. */
export function inOrder(moves: readonly CodeMove[]): Pick<CodeMove, 'id' | 'ean'>[] {
  const holders = new Map(moves.flatMap((move) => (move.had === null ? [] : [[move.had, move]])));
  const wanted = new Set(moves.map(({ ean }) => ean));
  const rows: Pick<CodeMove, 'id' | 'ean'>[] = [];
  const state = new Map<CodeMove, 'asked' | 'done'>();
  const give = (move: CodeMove): void => {
    state.set(move, 'asked');
    const holder = move.ean === null ? undefined : holders.get(move.ean);
    if (holder && holder !== move && !state.has(holder)) give(holder);
    else if (holder && holder !== move && state.get(holder) === 'asked')
      rows.push({ id: holder.id, ean: null });
    rows.push({ id: move.id, ean: move.ean });
    state.set(move, 'done');
  };
  for (const move of moves) {
    const passed =
      (move.had !== null && wanted.has(move.had)) || (move.ean !== null && holders.has(move.ean));
    if (passed && move.had !== move.ean && !state.has(move)) give(move);
  }
  return rows;
}
