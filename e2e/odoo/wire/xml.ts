import { SaxesParser } from 'saxes';
import { OdooFault, pythonError } from '../orm/faults';
import { Float, isRecord, type Wire } from '../orm/values';
import type { Capabilities } from '../version';

export interface XmlCall {
  readonly method: string;
  readonly params: Wire[];
}

/** Reads a methodCall. @throws ExpatError for what is no XML (FACTS.md C §4) */
export function decodeCall(body: string): XmlCall {
  const parser = new SaxesParser();
  let method = '';
  let text = '';
  let typed = false;
  const params: Wire[] = [];
  const stack: (Wire[] | { [key: string]: Wire })[] = [params];
  const names: string[] = [];
  const put = (value: Wire): void => {
    const top = stack.at(-1);
    if (Array.isArray(top)) top.push(value);
    else if (top) top[names.at(-1) ?? ''] = value;
    typed = true;
  };
  parser.on('opentag', (tag) => {
    text = '';
    if (tag.name === 'value') typed = false;
    else if (tag.name === 'array') stack.push([]);
    else if (tag.name === 'struct') stack.push({});
  });
  parser.on('text', (chunk) => {
    text += chunk;
  });
  parser.on('cdata', (chunk) => {
    text += chunk;
  });
  parser.on('closetag', (tag) => {
    switch (tag.name) {
      case 'methodName':
        method = text.trim();
        break;
      case 'name':
        names.push(text);
        break;
      case 'member':
        names.pop();
        break;
      case 'array':
      case 'struct':
        put(stack.pop());
        break;
      case 'int':
      case 'i4':
      case 'i8':
        put(Number(text));
        break;
      case 'double':
        put(new Float(Number(text)));
        break;
      case 'boolean':
        put(text.trim() === '1');
        break;
      case 'nil':
        put(null);
        break;
      case 'base64':
        put({ $binary: text.replace(/\s/g, '') });
        break;
      case 'string':
        put(text);
        break;
      case 'dateTime.iso8601':
        put(text.replace(/^(\d{4})-?(\d\d)-?(\d\d)T/, '$1-$2-$3 '));
        break;
      case 'value':
        if (!typed) put(text);
        break;
    }
    text = '';
  });
  parser.on('error', (error) => {
    throw new OdooFault('xml.parsers.expat.ExpatError', `not well-formed (invalid token): ${error.message}`);
  });
  parser.write(body).close();
  return { method, params };
}

/** A methodResponse with a value. @throws TypeError for None anywhere in it, OverflowError for large ints */
export function encodeAnswer(caps: Capabilities, value: Wire): string {
  const parts: string[] = [];
  encode(caps, value, parts);
  return `${caps.prolog}\n<methodResponse>\n<params>\n<param>\n${parts.join('')}</param>\n</params>\n${end(caps)}`;
}

/** A methodResponse with a fault. */
export function encodeFault(caps: Capabilities, code: number | string, text: string): string {
  const parts: string[] = [];
  encode(caps, { faultCode: code, faultString: text }, parts);
  return `${caps.prolog}\n<methodResponse>\n<fault>\n${parts.join('')}</fault>\n${end(caps)}`;
}

function end(caps: Capabilities): string {
  return caps.version >= 18 ? '\n</methodResponse>\n' : '</methodResponse>\n';
}

function encode(caps: Capabilities, value: Wire, out: string[]): void {
  if (value === null || value === undefined)
    throw pythonError('TypeError', 'cannot marshal None unless allow_none is enabled');
  if (typeof value === 'string') out.push('<value><string>', escaped(caps, value), '</string></value>\n');
  else if (typeof value === 'boolean')
    out.push('<value><boolean>', value ? '1' : '0', '</boolean></value>\n');
  else if (typeof value === 'number') out.push(...numberOf(value));
  else if (value instanceof Float)
    out.push('<value><double>', pythonFloat(value.value), '</double></value>\n');
  else if (Array.isArray(value)) {
    out.push('<value><array><data>\n');
    for (const item of value) encode(caps, item, out);
    out.push('</data></array></value>\n');
  } else if (isRecord(value)) {
    out.push('<value><struct>\n');
    for (const [key, item] of Object.entries(value)) {
      out.push('<member>\n<name>', escaped(caps, key), '</name>\n');
      encode(caps, item, out);
      out.push('</member>\n');
    }
    out.push('</struct></value>\n');
  }
}

function numberOf(value: number): [string, string, string] {
  if (!Number.isInteger(value)) return ['<value><double>', pythonFloat(value), '</double></value>\n'];
  if (Math.abs(value) > 2_147_483_647) throw pythonError('OverflowError', 'int exceeds XML-RPC limits');
  return ['<value><int>', String(value), '</int></value>\n'];
}

/** Not-a-number and infinity in Python's words (FACTS-2.md D). */
function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Number.isInteger(value) && Math.abs(value) < 1e16) return `${value}.0`;
  return String(value);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: 16–19 drop exactly these from an answer
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;

/** Control characters stay on 14 and 15 (the answer is no XML then); 16–19 drop them (FACTS.md C §4). */
function escaped(caps: Capabilities, text: string): string {
  const safe = caps.version >= 16 ? text.replace(CONTROLS, '') : text;
  return /[&<>]/.test(safe)
    ? safe.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    : safe;
}
