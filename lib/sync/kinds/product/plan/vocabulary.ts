import { combinationKey } from '@/lib/catalogue/products/rules';
import { textKey } from '@/lib/catalogue/text';
import type { RemoteLine, RemoteLineValue, RemoteTemplate, RemoteVariant } from '@/lib/odoo/records';
import type { Link } from '../family';
import { readMemo, type Word } from '../fields/memo';
import { indexWords, type WordsIndex, wordKey } from './words-index';

/** A value that a line of Odoo's has yet to get: known by its id where the line had it before. */
export interface NewValue {
  readonly line: RemoteLine;
  readonly value: string;
  readonly valueId: number | null;
}

/** What a combination here means in Odoo. */
export interface Meaning {
  readonly values: readonly RemoteLineValue[];
  readonly newValues: readonly NewValue[];
  /** No line of the template has that name. */
  readonly newLines: readonly { readonly name: string; readonly value: string }[];
  /** Lines of several values that the combination says nothing of. */
  readonly unsaid: readonly RemoteLine[];
}

/**
 * What the words of a family's variants mean in Odoo, where a name is a line and its value a PTAV, both known by id.
 * What the ties remember goes before today's names: a line or value that was renamed in Odoo is still what it was
 * when somebody here typed its old name.
 */
export class Vocabulary {
  private readonly telling: readonly RemoteLine[];
  private readonly owners: ReadonlyMap<number, RemoteLine>;
  private readonly learnt: readonly Word[];
  private indexed: WordsIndex | undefined;

  constructor(template: Pick<RemoteTemplate, 'lines'> | null, links: readonly Pick<Link, 'memo'>[]) {
    this.telling = tellingLines(template);
    this.owners = new Map(
      this.telling.flatMap((line) => line.values.map(({ ptavId }) => [ptavId, line] as const)),
    );
    this.learnt = links.flatMap((link) => readMemo(link.memo).combination ?? []);
  }

  read(attributes: Readonly<Record<string, string>>): Meaning {
    const values: RemoteLineValue[] = [];
    const newValues: NewValue[] = [];
    const newLines: { name: string; value: string }[] = [];
    const said = new Set<RemoteLine>();
    for (const [name, value] of Object.entries(attributes)) {
      const line = this.lineOf(name);
      if (!line || said.has(line)) {
        newLines.push({ name, value });
        continue;
      }
      said.add(line);
      const known = this.valueOf(line, name, value);
      if (known?.active) values.push(known);
      else newValues.push({ line, value, valueId: known?.valueId ?? null });
    }
    const silent = this.telling.filter((line) => !said.has(line));
    const single = silent.flatMap((line) => onlyValue(line) ?? []);
    const unsaid = silent.filter((line) => !onlyValue(line));
    return { values: [...values, ...single], newValues, newLines, unsaid };
  }

  /** Equal to `keyOfVariant` of the variant that has this combination; null while Odoo cannot have one. */
  keyOf(attributes: Readonly<Record<string, string>>): string | null {
    const { values, newValues, newLines, unsaid } = this.read(attributes);
    const complete = newValues.length + newLines.length + unsaid.length === 0;
    return complete ? keyOfIds(values.map(({ ptavId }) => ptavId)) : null;
  }

  /**
   * Which word of a variant here is which value of its record in Odoo: as remembered, by name, by value, and at last
   * because only one is left on either side. A line of one value is met by name alone: it need not tell anything.
   */
  learn(attributes: Readonly<Record<string, string>>, variant: RemoteVariant): Word[] {
    const open = new Map(
      variant.ptavIds.flatMap((id) => {
        const line = this.owners.get(id);
        const value = line?.values.find(({ ptavId }) => ptavId === id);
        return line && value ? [[id, { line, value }] as const] : [];
      }),
    );
    const words = Object.entries(attributes).map(([name, value]): Word => ({ name, value, ptav: null }));
    const match = (fits: (word: Word, one: { line: RemoteLine; value: RemoteLineValue }) => boolean) => {
      for (const [n, word] of words.entries()) {
        if (word.ptav !== null) continue;
        const [found, ...more] = [...open].filter(([, one]) => fits(word, one));
        if (!found || more.length > 0) continue;
        open.delete(found[0]);
        words[n] = { ...word, ptav: found[0] };
      }
    };
    if (combinationKey(attributes) === combinationKey(variant.attributes))
      match((word, { line }) => textKey(line.label) === textKey(word.name));
    match((word, { line }) => this.lineOf(word.name) === line);
    match((word, { value }) => textKey(word.value) === textKey(value.label));
    const left = words.filter(({ ptav }) => ptav === null);
    if (left.length === 1) match((_, { line }) => !onlyValue(line));
    return words;
  }

  /** A combination of Odoo's in the words that are known here of its lines and values, in Odoo's own where none is. */
  say({ ptavIds, attributes }: RemoteVariant): Record<string, string> {
    const said = ptavIds.flatMap((id) => {
      const line = this.owners.get(id);
      const value = line?.values.find(({ ptavId }) => ptavId === id);
      if (!line || !value) return [];
      const names = new Set(this.learnt.flatMap((word) => (this.isOf(word, line) ? word.name : [])));
      const known = this.learnt.find(({ ptav }) => ptav === id);
      const [name] = names.size === 1 ? names : [line.label];
      return [[name ?? line.label, known?.value ?? value.label] as const];
    });
    const words = Object.fromEntries(said);
    return Object.keys(words).length === Object.keys(attributes).length ? words : attributes;
  }

  private isOf({ ptav }: Word, line: RemoteLine): boolean {
    return ptav !== null && this.owners.get(ptav) === line;
  }

  private lineOf(name: string): RemoteLine | undefined {
    const { lines, labels } = this.index;
    const key = textKey(name);
    const known = lines.get(key);
    const [only] = known?.size === 1 ? known : [];
    return only ?? labels.get(key);
  }

  private valueOf(line: RemoteLine, name: string, value: string): RemoteLineValue | undefined {
    const { ptavs, values } = this.index;
    const known = ptavs.get(wordKey({ name, value }));
    const found = known ? line.values.filter(({ ptavId }) => known.has(ptavId)) : [];
    return found.length === 1 ? found[0] : values.get(line)?.get(textKey(value));
  }

  private get index(): WordsIndex {
    this.indexed ??= indexWords(this.telling, this.owners, this.learnt);
    return this.indexed;
  }
}

/** The PTAVs that tell a variant from its sisters. */
export function keyOfVariant({ ptavIds }: RemoteVariant): string {
  return keyOfIds(ptavIds);
}

function keyOfIds(ids: readonly number[]): string {
  return ids.toSorted((a, b) => a - b).join();
}

/**
 * Whether a variant's values tell it from others that its template offers, be they made or not: alone in being alive it
 * is one of several all the same.
 */
export function isOneOfSeveral(template: RemoteTemplate, { ptavIds }: RemoteVariant): boolean {
  return tellingLines(template).some(
    (line) => !onlyValue(line) && line.values.some(({ ptavId }) => ptavIds.includes(ptavId)),
  );
}

function tellingLines(template: Pick<RemoteTemplate, 'lines'> | null): readonly RemoteLine[] {
  return template?.lines.filter((line) => line.createVariant !== 'no_variant') ?? [];
}

function onlyValue(line: RemoteLine): RemoteLineValue | undefined {
  const [only, ...more] = line.values.filter((value) => value.active);
  return more.length === 0 ? only : undefined;
}
