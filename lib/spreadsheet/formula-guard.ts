const STARTS_FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^-?\d+([.,]\d+)?$/;

/** A text that a spreadsheet would take for a formula, so that it is shown as the text it is. */
export function guarded(text: string): string {
  return STARTS_FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

/** The text without the mark that `guarded` set before it: what was written is read as it was. */
export function unguarded(text: string): string {
  return text.startsWith("'") && STARTS_FORMULA.test(text.slice(1)) ? text.slice(1) : text;
}
