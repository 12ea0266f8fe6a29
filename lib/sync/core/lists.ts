import type { Json } from './canonical';

/** `FieldRule.isBehind` for lists whose entries are told apart by their value; their order is no change of its own. */
export function isListBehind(base: Json, part: Json, whole: Json): boolean {
  const [before, some, all] = [base ?? [], part, whole].map(entriesOf);
  if (!before || !some || !all) return false;
  const change = difference(before, some);
  const wholeChange = new Set(difference(before, all));
  return change.length < wholeChange.size && change.every((entry) => wholeChange.has(entry));
}

function entriesOf(list: Json): Set<string> | null {
  return Array.isArray(list) ? new Set(list.map((entry) => JSON.stringify(entry))) : null;
}

/** What was added and what was taken away. */
function difference(before: ReadonlySet<string>, after: ReadonlySet<string>): string[] {
  return [...before, ...after].filter((entry) => before.has(entry) !== after.has(entry));
}
