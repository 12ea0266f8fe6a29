import { textKey } from '@/lib/catalogue/text';
import type { RemoteLine, RemoteLineValue } from '@/lib/odoo/records';
import type { Word } from '../fields/memo';

/** What a vocabulary knows, by what it is looked up by: a family of hundreds of variants has learnt thousands of words. */
export interface WordsIndex {
  /** By a line's name, the lines that it was learnt for. */
  readonly lines: ReadonlyMap<string, ReadonlySet<RemoteLine>>;
  /** By `wordKey`. */
  readonly ptavs: ReadonlyMap<string, ReadonlySet<number>>;
  /** By today's names; of two of one name, the first. */
  readonly labels: ReadonlyMap<string, RemoteLine>;
  readonly values: ReadonlyMap<RemoteLine, ReadonlyMap<string, RemoteLineValue>>;
}

export function indexWords(
  telling: readonly RemoteLine[],
  owners: ReadonlyMap<number, RemoteLine>,
  learnt: readonly Word[],
): WordsIndex {
  const lines = new Map<string, Set<RemoteLine>>();
  const ptavs = new Map<string, Set<number>>();
  for (const word of learnt) {
    if (word.ptav === null) continue;
    const owner = owners.get(word.ptav);
    if (owner) addTo(lines, textKey(word.name), owner);
    addTo(ptavs, wordKey(word), word.ptav);
  }
  return { lines, ptavs, labels: firstBy(telling, lineLabel), values: new Map(telling.map(valuesOf)) };
}

const lineLabel = ({ label }: { readonly label: string }) => textKey(label);
const valuesOf = (line: RemoteLine) => [line, firstBy(line.values, lineLabel)] as const;
export const wordKey = ({ name, value }: Pick<Word, 'name' | 'value'>) =>
  JSON.stringify([textKey(name), textKey(value)]);

function addTo<T>(sets: Map<string, Set<T>>, key: string, one: T): void {
  const set = sets.get(key);
  if (set) set.add(one);
  else sets.set(key, new Set([one]));
}

function firstBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T> {
  return new Map(all.toReversed().map((one) => [keyOf(one), one]));
}
