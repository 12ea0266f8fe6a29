import { textKey } from '@/lib/catalogue/text';
import { ensureAttributeValues } from '@/lib/odoo/intentions/ensure-attributes';
import type { WantedLine } from '@/lib/odoo/intentions/extend-lines';
import type { RemoteTemplate } from '@/lib/odoo/records';
import type { OdooSession } from '@/lib/odoo/session';
import { SyncError } from '../../../history/sync-error';
import type { FamilyPlan } from '../plan/plan-family';
import type { Meaning } from '../plan/vocabulary';

/** A variant whose combination a template is to get. */
export interface Wish {
  readonly plan: FamilyPlan;
  readonly template: RemoteTemplate;
  readonly meaning: Meaning;
  /** In words, for whoever reads an error. */
  readonly variant: string;
  readonly isHeir: boolean;
}

interface Granted extends Wish {
  readonly lines: readonly WantedLine[];
}

/** A value asked for by name: of the attribute of one of the template's lines, or of one that has yet to be found. */
interface Need {
  readonly key: string;
  readonly plan: FamilyPlan;
  readonly lineId: number | null;
  readonly attributeId?: number;
  readonly attribute: string;
  readonly value: string;
}

/**
 * By what ids of Odoo the wishes can be granted. A value joins the attribute of the template's own line; only a line
 * that is not there is looked for by name, for a family at once: what all its values tell, one may not.
 */
export async function findLines(
  odoo: OdooSession,
  wishes: readonly Wish[],
): Promise<{ granted: readonly Granted[]; refused: readonly { plan: FamilyPlan; error: SyncError }[] }> {
  const groups = [...Map.groupBy(wishes.flatMap(needsOf), ({ key }) => key)];
  const ensured = await ensureAttributeValues(
    odoo,
    groups.flatMap(([, [first, ...more]]) =>
      first ? [{ ...wantedOf(first), values: valuesOf([first, ...more]) }] : [],
    ),
  );
  const answers = new Map(groups.map(([key], n) => [key, ensured[n]]));
  const granted: Granted[] = [];
  const refused: { plan: FamilyPlan; error: SyncError }[] = [];
  for (const wish of wishes) {
    const lines: WantedLine[] = known(wish);
    let error: SyncError | null = null;
    for (const need of needsOf(wish)) {
      const { key, lineId, attribute, value } = need;
      const answer = answers.get(key);
      const attributeId = answer?.attributeId ?? null;
      const valueId = answer?.valueIds.get(valueNamed(answer.valueIds, value)) ?? null;
      if (attributeId === null) error = new SyncError('attribute_ambiguous', { attribute });
      else if (valueId === null) error = new SyncError('value_ambiguous', { attribute, value });
      else lines.push({ lineId, attributeId, valueIds: [valueId] });
    }
    if (error) refused.push({ plan: wish.plan, error });
    else granted.push({ ...wish, lines });
  }
  return { granted, refused };
}

/** Values that a line had before: their ids are known. */
function known({ meaning }: Wish): WantedLine[] {
  return meaning.newValues.flatMap(({ line, valueId }) =>
    valueId === null ? [] : [{ lineId: line.id, attributeId: line.attributeId, valueIds: [valueId] }],
  );
}

function needsOf({ plan, meaning }: Wish): Need[] {
  return [
    ...meaning.newValues.flatMap(({ line, value, valueId }): Need[] =>
      valueId === null
        ? [
            {
              key: `line ${line.id}`,
              plan,
              lineId: line.id,
              attributeId: line.attributeId,
              attribute: line.attribute,
              value,
            },
          ]
        : [],
    ),
    ...meaning.newLines.map(
      ({ name, value }): Need => ({
        key: `${plan.headId} ${textKey(name)}`,
        plan,
        lineId: null,
        attribute: name,
        value,
      }),
    ),
  ];
}

function wantedOf({ attributeId, attribute }: Need) {
  return attributeId === undefined ? { attribute } : { attributeId, attribute };
}

/** Spelt in several ways, a value is one. */
function valuesOf(needs: readonly Need[]): string[] {
  return [...new Map(needs.map(({ value }) => [textKey(value), value])).values()];
}

function valueNamed(valueIds: ReadonlyMap<string, unknown>, value: string): string {
  return [...valueIds.keys()].find((name) => textKey(name) === textKey(value)) ?? value;
}
