import { OdooError } from '../errors';

/**
 * What an answer may be at most. Real ones nest five deep and hold a few hundred thousand values; a hostile or broken
 * server could send millions of empty ones, of which each costs hundreds of bytes once decoded, and end the process
 * for every integration.
 */
export const ANSWER_BOUNDS = { depth: 64, values: 4_000_000 } as const;

/** Bytes of an answer that says no more than a version, a user's number or a few names. */
export const SHORT_ANSWER_BYTES = 256 * 1024;

/** @throws OdooError bad_answer */
export function tooMuch(cause: 'answer_too_deep' | 'answer_too_many_values'): never {
  throw new OdooError(
    'bad_answer',
    { cause, limit: ANSWER_BOUNDS[cause === 'answer_too_deep' ? 'depth' : 'values'] },
    'unknown',
  );
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;

/** Looks through a JSON text before it is parsed; one pass, no copies. @throws OdooError bad_answer past the bounds */
export function assertBoundedJson(body: Buffer): void {
  let depth = 0;
  let values = 1;
  for (let at = 0; at < body.length; at++) {
    const byte = body[at] ?? 0;
    if (byte === QUOTE) at = endOfText(body, at);
    else if (byte === 0x5b || byte === 0x7b) {
      values++;
      if (++depth > ANSWER_BOUNDS.depth) tooMuch('answer_too_deep');
    } else if (byte === 0x5d || byte === 0x7d) depth--;
    else if (byte === COMMA && ++values > ANSWER_BOUNDS.values) tooMuch('answer_too_many_values');
  }
}

/** Where the text that begins at `start` ends; the end of the body when it never does. */
function endOfText(body: Buffer, start: number): number {
  let at = body.indexOf(QUOTE, start + 1);
  while (at !== -1 && isEscaped(body, at)) at = body.indexOf(QUOTE, at + 1);
  return at === -1 ? body.length : at;
}

function isEscaped(body: Buffer, quote: number): boolean {
  let backslashes = 0;
  while (body[quote - 1 - backslashes] === BACKSLASH) backslashes++;
  return backslashes % 2 === 1;
}
