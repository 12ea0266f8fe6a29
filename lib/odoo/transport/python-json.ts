const NO_NUMBER = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

/** Texts, to be passed over, and the bare words outside of them. */
const WORDS = /"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g;

/** No text of Odoo's can hold a NUL: PostgreSQL has none. */
const MARK = '\0';

/**
 * JSON as Python writes it: a price may be a bare NaN or Infinity in the middle of good rows (FACTS-2.md D).
 * @throws SyntaxError
 */
export function parsePythonJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const marked = text.replace(WORDS, (word) => (word.startsWith('"') ? word : JSON.stringify(MARK + word)));
    return JSON.parse(marked, (_key, value: unknown) =>
      typeof value === 'string' && value.startsWith(MARK) ? NO_NUMBER.get(value.slice(1)) : value,
    );
  }
}
