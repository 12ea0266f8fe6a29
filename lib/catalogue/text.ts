const CONTROL_EXCEPT_LINE_END = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/g;
const COMBINING_MARKS = /\p{Mark}/gu;

/** Text of several lines as both sides keep it: line ends LF, no control characters, no blanks around, NFC. */
export function normaliseText(value: string): string {
  return value
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .replace(CONTROL_EXCEPT_LINE_END, '')
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
