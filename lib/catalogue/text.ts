const CONTROL_EXCEPT_LINE_END = /(?!\n)\p{Cc}|[\uFFFE\uFFFF]/gu;
const COMBINING_MARKS = /\p{Mark}/gu;

/** Text of several lines as both sides keep it: line ends LF, no control characters, no blanks around, NFC. */
export function normaliseText(value: string): string {
  return value
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .replace(CONTROL_EXCEPT_LINE_END, '')
    .toWellFormed()
    .normalize('NFC')
    .trim();
}

/** Text of one line: as `normaliseText`, with line ends and runs of blanks folded into one blank. */
export function normaliseLine(value: string): string {
  return normaliseText(value).replace(/\s+/g, ' ');
}

/** Equal for texts that differ only by case, accents or blanks: the same rule as `text_key` in the database. */
export function textKey(value: string): string {
  return normaliseLine(value).normalize('NFD').replace(COMBINING_MARKS, '').toLowerCase();
}
