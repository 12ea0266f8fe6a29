/** What a document says, element by element; `close` is told the text right before the end tag. */
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
const SLASH = 0x2f;

/**
 * Reads a document as Odoo itself writes it: known elements without attributes, three entities, nothing else. Many
 * times as fast as a whole parser of XML, which a first import spends most of its time in otherwise
 * (scripts/bench/decode.bench.ts). False: it is not of that kind, or not well-formed, and what was told is void; a parser
 * of the whole language has to say what it is.
 */
export function scanPlainXml(xml: string, events: XmlEvents): boolean {
  const open: string[] = [];
  let at = PROLOGUE.exec(xml)?.[0].length ?? 0;
  while (true) {
    const start = xml.indexOf('<', at);
    if (start < 0) return open.length === 0 && xml.slice(at).trim() === '';
    const end = xml.indexOf('>', start);
    if (end < 0) return false;
    if (xml.charCodeAt(start + 1) === SLASH) {
      const name = open.pop();
      const isItsEnd = name?.length === end - start - 2 && xml.startsWith(name, start + 2);
      const text = isItsEnd ? plainText(xml.slice(at, start)) : null;
      if (name === undefined || text === null) return false;
      events.close(name, text);
    } else {
      const isEmpty = xml.charCodeAt(end - 1) === SLASH;
      const name = xml.slice(start + 1, isEmpty ? end - 1 : end);
      // Anything but blanks between elements is not what Odoo writes.
      if (!ELEMENTS.has(name) || xml.slice(at, start).trim() !== '') return false;
      events.open(name);
      if (isEmpty) events.close(name, '');
      else open.push(name);
    }
    at = end + 1;
  }
}

const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

/** Text without entities and with LF alone, as XML has it; null where it holds another entity. */
function plainText(raw: string): string | null {
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
