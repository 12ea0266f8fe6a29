import { Words } from './xml-words';

/** What a document says, element by element; `close` is told the text of an element that has no others in it. */
export interface XmlEvents {
  open(name: string): void;
  close(name: string, text: string): void;
}

/** All elements of a methodResponse. */
const ELEMENTS: ReadonlySet<string> = new Set([
  'methodResponse',
  'params',
  'param',
  'fault',
  'value',
  'array',
  'data',
  'struct',
  'member',
  'name',
  'string',
  'int',
  'i4',
  'i8',
  'double',
  'boolean',
  'nil',
  'base64',
  'dateTime.iso8601',
]);

const PROLOGUE = /^<\?xml version=(?:'1\.0'|"1\.0")(?: encoding=(?:'utf-8'|"utf-8"))?\?>/i;
const LONGEST_PROLOGUE = 60;
const START = 0x3c;
const END = 0x3e;
const SLASH = 0x2f;

/**
 * Reads a document as Odoo itself writes it: known elements without attributes, three entities, nothing else. Many
 * times as fast as a whole parser of XML, which a first import spends most of its time in otherwise
 * (scripts/bench/decode.bench.ts). It goes over the bytes, and every text is a string of its own: a piece of a string
 * would keep the whole document in memory for as long as one value of it lives.
 * False: it is not of that kind, or not well-formed, and what was told is void; a parser of the whole language has to
 * say what it is.
 */
export function scanPlainXml(body: Buffer, events: XmlEvents): boolean {
  const words = new Words(body);
  const open: string[] = [];
  let at = PROLOGUE.exec(body.toString('latin1', 0, LONGEST_PROLOGUE))?.[0].length ?? 0;
  let isLeaf = false;
  while (true) {
    const start = words.endOf(at, START);
    if (start < 0) return open.length === 0 && isBlank(body, at, body.length);
    const isEnd = body[start + 1] === SLASH;
    const text = isEnd && isLeaf ? plainText(words, at, start) : '';
    if (text === null || (!(isEnd && isLeaf) && !isBlank(body, at, start))) return false;
    const end = words.endOf(start + 1, END);
    if (end < 0) return false;
    const isEmpty = !isEnd && body[end - 1] === SLASH;
    const name = words.take(isEnd ? start + 2 : start + 1, isEmpty ? end - 1 : end);
    if (isEnd) {
      if (open.pop() !== name) return false;
      events.close(name, text);
    } else {
      if (!ELEMENTS.has(name)) return false;
      events.open(name);
      if (isEmpty) events.close(name, '');
      else open.push(name);
    }
    isLeaf = !isEnd && !isEmpty;
    at = end + 1;
  }
}

/** Anything but blanks between elements is not what Odoo writes. */
function isBlank(body: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = body[at];
    if (byte !== 0x0a && byte !== 0x20 && byte !== 0x0d && byte !== 0x09) return false;
  }
  return true;
}

const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };
/** Characters that XML cannot carry: they are dropped before the whole parser sees them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/** Text without entities and with LF alone, as XML has it; null where it holds another entity or what XML cannot carry. */
function plainText(words: Words, from: number, to: number): string | null {
  const raw = words.take(from, to);
  if (words.isPlain(from, to)) return raw;
  if (FORBIDDEN.test(raw)) return null;
  const lines = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
  if (!lines.includes('&')) return lines;
  let known = true;
  const text = lines.replace(/&[^;&]*;?/g, (entity) => {
    const character = ENTITIES[entity];
    known &&= character !== undefined;
    return character ?? '';
  });
  return known ? text : null;
}
