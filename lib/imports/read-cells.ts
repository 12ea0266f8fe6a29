import type { z } from 'zod';
import { readDecimal } from '@/lib/catalogue/decimals';
import { productFields } from '@/lib/catalogue/products/fields';
import { textKey } from '@/lib/catalogue/text';
import { EDIT_FIELDS, type EditField } from '@/lib/edits/row-change';
import type { PreparedRow } from '@/lib/edits/save-rows';
import type { Locale } from '@/lib/i18n/locale';
import type { ImportField } from './fields';
import type { Line } from './line';

type Problem = PreparedRow['problems'][number];

const NUMBERS: ReadonlySet<ImportField> = new Set([
  ...(['price', 'cost_price', 'weight', 'length', 'width', 'height', 'volume'] as const),
  ...(['quantity', 'alert_threshold'] as const),
]);
const STATUSES: Readonly<Record<string, 'active' | 'draft'>> = {
  active: 'active',
  actif: 'active',
  oui: 'active',
  yes: 'active',
  true: 'active',
  '1': 'active',
  draft: 'draft',
  brouillon: 'draft',
};

/** Names of categories as a file may write them: the whole path, or the last name where only one category has it. */
export type CategoryNames = ReadonlyMap<string, string | null>;

export function categoryNames(tree: readonly { id: string; path: readonly string[] }[]): CategoryNames {
  const names = new Map<string, string | null>();
  for (const { id, path } of tree) {
    const last = textKey(path.at(-1) ?? '');
    names.set(last, names.has(last) ? null : id);
  }
  for (const { id, path } of tree) names.set(categoryKey(path.join('/')), id);
  return names;
}

function categoryKey(text: string): string {
  return textKey(text.replace(/\s*(\/|>)\s*/g, '/'));
}

/** A number as the file's language writes it, as plain text. */
export function readNumber(cell: string, language: Locale): { value: string } | { wrong: string } {
  return readDecimal(cell.replace(/\s/g, ' '), language);
}

/** The fields of a product that a line sets, each checked by its own schema; empty cells set nothing. */
export function readProductCells(
  { cells }: Line,
  { language, categories }: { language: Locale; categories: CategoryNames },
): { values: Partial<Record<EditField, string | null>>; problems: Problem[] } {
  const values: Partial<Record<EditField, string | null>> = {};
  const problems: Problem[] = [];
  for (const field of EDIT_FIELDS) {
    const column = field === 'category_id' ? 'category' : field;
    const cell = cells[column];
    if (cell === undefined) continue;
    const read = readCell(field, column, cell, language, categories);
    if ('code' in read) problems.push({ column, ...read });
    else values[field] = read.value;
  }
  return { values, problems };
}

function readCell(
  field: EditField,
  column: ImportField,
  cell: string,
  language: Locale,
  categories: CategoryNames,
): { value: string | null } | { code: string; params?: Record<string, string> } {
  if (field === 'category_id') {
    const id = categories.get(categoryKey(cell));
    if (id) return { value: id };
    return { code: id === null ? 'several_categories' : 'unknown_category_name', params: { name: cell } };
  }
  if (field === 'status') {
    const status = STATUSES[textKey(cell)];
    return status ? { value: status } : { code: 'unknown_status', params: { name: cell } };
  }
  let typed = cell;
  if (NUMBERS.has(column)) {
    const number = readNumber(cell, language);
    if ('wrong' in number) return { code: number.wrong };
    typed = number.value;
  }
  const schema: z.ZodType<string | null> = productFields.shape[field];
  const checked = schema.safeParse(typed);
  return checked.success ? { value: checked.data } : { code: checked.error.issues[0]?.message ?? 'unfit' };
}

/** "Couleur: Rouge, Taille: M" as the export writes it; null when it is none. */
export function readAttributes(cell: string): Record<string, string> | null {
  const pairs = cell.split(/[,;\n]/).map((part) => part.split(':').map((text) => text.trim()));
  if (!pairs.every((pair) => pair.length === 2 && pair.every(Boolean))) return null;
  return Object.fromEntries(pairs.map(([name = '', value = '']) => [name, value]));
}
