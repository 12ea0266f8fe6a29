import { foldName } from './names';
import type { CreateVariantMode } from './records';

/** A line of a template with its values, as Odoo names them. */
interface NamedLine {
  readonly id: number;
  readonly attribute: string;
  readonly createVariant: CreateVariantMode;
  readonly active: boolean;
  readonly values: readonly { readonly ptavId: number; readonly value: string; readonly active: boolean }[];
}

export interface Labels {
  /** By line. */
  readonly lines: ReadonlyMap<number, string>;
  /** By PTAV. */
  readonly values: ReadonlyMap<number, string>;
}

/**
 * What tells the lines of one template apart, and the values of one line, by name: "Taille", "Taille (2)". Odoo knows
 * them by id, and lets an attribute stand on two lines, two attributes have one name and (18+) two values of one
 * attribute (FACTS-2 A). The elder keeps the plain name, those in use before those that are gone.
 */
export function labelLines(lines: readonly NamedLine[]): Labels {
  const telling = lines.filter((line) => line.createVariant !== 'no_variant');
  const silent = lines.filter((line) => line.createVariant === 'no_variant');
  return {
    lines: unique([...inOrder(telling), ...inOrder(silent)].map(({ id, attribute }) => [id, attribute])),
    values: new Map(
      lines.flatMap(({ values }) => [
        ...unique(
          inOrder(values.map((value) => ({ ...value, id: value.ptavId }))).map(({ id, value }) => [
            id,
            value,
          ]),
        ),
      ]),
    ),
  };
}

function inOrder<Row extends { readonly id: number; readonly active: boolean }>(rows: readonly Row[]): Row[] {
  return rows.toSorted((a, b) => Number(b.active) - Number(a.active) || a.id - b.id);
}

function unique(named: readonly (readonly [id: number, name: string])[]): Map<number, string> {
  const plain = new Set(named.map(([, name]) => foldName(name)));
  const taken = new Set<string>();
  const labels = new Map<number, string>();
  for (const [id, name] of named) {
    let label = name;
    for (let n = 2; taken.has(foldName(label)); n++) {
      const next = `${name} (${n})`;
      if (!plain.has(foldName(next))) label = next;
    }
    taken.add(foldName(label));
    labels.set(id, label);
  }
  return labels;
}
