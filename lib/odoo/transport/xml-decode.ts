import { SaxesParser } from 'saxes';
import { OdooError } from '../errors';
import { ANSWER_BOUNDS, tooMuch } from './answer-bounds';
import { readableDocument } from './xml-characters';
import { scanPlainXml, type XmlEvents } from './xml-scan';

export type XmlRpcAnswer = { value: unknown } | { fault: { code: number | string; text: string } };

/** What is open: a value, or the array or struct within one. */
interface Frame {
  list: unknown[] | null;
  members: Record<string, unknown> | null;
  /** Of the member that is being read. */
  name: string;
  result: unknown;
  typed: boolean;
}

/**
 * Decodes a methodResponse. The protocol package's own decoder takes many times as long
 * (scripts/bench/decode.bench.ts), and rejects whole batches for one forbidden character, which is dropped here.
 * Dates and base64 stay text, as Odoo's own answers have them. Throws `bad_answer` for XML cut short, foreign or past all bounds.
 */
export function decodeAnswer(body: Buffer): XmlRpcAnswer {
  const plain = new Decoder();
  if (scanPlainXml(body, plain)) return plain.answer();
  const decoder = new Decoder();
  try {
    parseXml(readableDocument(body.toString('utf8')), decoder);
    return decoder.answer();
  } catch (thrown) {
    if (thrown instanceof OdooError) throw thrown;
    throw new OdooError('bad_answer', { cause: 'xml' }, 'unknown');
  }
}

/** Any XML, or an error. */
function parseXml(xml: string, events: XmlEvents): void {
  let text = '';
  const parser = new SaxesParser({ position: false });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => {
    text = '';
    events.open(name);
  });
  parser.on('closetag', ({ name }) => {
    events.close(name, text);
  });
  parser.on('text', (part) => {
    text += part;
  });
  parser.on('cdata', (part) => {
    text += part;
  });
  parser.write(xml).close();
}

class Decoder implements XmlEvents {
  /** Frames are used again: an answer opens hundreds of thousands of them, a few at a time. */
  private readonly frames: Frame[] = [];
  private depth = 0;
  private values = 0;
  private isFault = false;
  private finished: { value: unknown } | undefined;

  /** What the whole document says. */
  answer(): XmlRpcAnswer {
    if (!this.finished) throw new OdooError('bad_answer', { cause: 'xml' }, 'unknown');
    return this.isFault ? { fault: asFault(this.finished.value) } : { value: this.finished.value };
  }

  open(name: string): void {
    if (name === 'fault') this.isFault = true;
    if (name !== 'value' && name !== 'array' && name !== 'struct') return;
    if (++this.values > ANSWER_BOUNDS.values) tooMuch('answer_too_many_values');
    // A value and what it holds are two frames.
    if (this.depth >= 2 * ANSWER_BOUNDS.depth) tooMuch('answer_too_deep');
    this.frames[this.depth++] ??= { list: null, members: null, name: '', result: undefined, typed: false };
    const frame = this.top();
    if (!frame) return;
    frame.list = name === 'array' ? [] : null;
    frame.members = name === 'struct' ? {} : null;
    frame.result = undefined;
    frame.typed = false;
  }

  close(name: string, text: string): void {
    switch (name) {
      case 'value':
        this.closeValue(text);
        break;
      case 'array':
      case 'struct': {
        const frame = this.pop();
        this.type(frame?.list ?? frame?.members);
        break;
      }
      case 'name': {
        const frame = this.top();
        if (frame) frame.name = text;
        break;
      }
      default:
        this.closeScalar(name, text);
    }
  }

  private closeScalar(tag: string, text: string): void {
    switch (tag) {
      case 'string':
      case 'dateTime.iso8601':
      case 'base64':
        this.type(text);
        break;
      case 'int':
      case 'i4':
      case 'i8':
      case 'double':
        this.type(numberOf(text));
        break;
      case 'boolean':
        this.type(text.trim() === '1');
        break;
      case 'nil':
        this.type(null);
        break;
    }
  }

  private top(): Frame | undefined {
    return this.frames[this.depth - 1];
  }

  private pop(): Frame | undefined {
    return this.depth > 0 ? this.frames[--this.depth] : undefined;
  }

  private type(result: unknown): void {
    const frame = this.top();
    if (!frame) return;
    frame.result = result;
    frame.typed = true;
  }

  private closeValue(text: string): void {
    const frame = this.pop();
    if (!frame) return;
    const value = frame.typed ? frame.result : text;
    const parent = this.top();
    if (!parent) this.finished = { value };
    else if (parent.list) parent.list.push(value);
    else if (parent.members && parent.name !== '__proto__') parent.members[parent.name] = value;
  }
}

/** Python's words for what is no number: one price may hold it (FACTS-2.md D), and the page is good all the same. */
const NO_NUMBER: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
};

function numberOf(text: string): number {
  const value = Number(text);
  if (!Number.isNaN(value) && text.trim() !== '') return value;
  const odd = NO_NUMBER[text.trim().toLowerCase()];
  if (odd === undefined) throw new OdooError('bad_answer', { cause: 'number' }, 'unknown');
  return odd;
}

function asFault(value: unknown): { code: number | string; text: string } {
  if (typeof value === 'object' && value !== null && 'faultCode' in value && 'faultString' in value) {
    const { faultCode, faultString } = value;
    if (typeof faultCode === 'number' || typeof faultCode === 'string') {
      return { code: faultCode, text: typeof faultString === 'string' ? faultString : '' };
    }
  }
  throw new OdooError('bad_answer', { cause: 'fault' }, 'unknown');
}
