import { SaxesParser } from 'saxes';
import { OdooError } from '../errors';
import { ANSWER_BOUNDS, tooMuch } from './answer-bounds';
import { readableDocument } from './xml-characters';
import { scanPlainXml, type XmlEvents } from './xml-scan';

export type XmlRpcAnswer = { value: unknown } | { fault: { code: number | string; text: string } };

interface Frame {
  kind: 'array' | 'struct' | 'value';
  list: unknown[];
  members: Record<string, unknown>;
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
  const xml = readableDocument(body.toString('utf8'));
  const plain = new Decoder();
  if (scanPlainXml(xml, plain)) return plain.answer();
  const decoder = new Decoder();
  try {
    parseXml(xml, decoder);
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
  private readonly stack: Frame[] = [];
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
    if (name === 'value' || name === 'array' || name === 'struct') {
      if (++this.values > ANSWER_BOUNDS.values) tooMuch('answer_too_many_values');
      // A value and what it holds are two frames.
      if (this.stack.length >= 2 * ANSWER_BOUNDS.depth) tooMuch('answer_too_deep');
      this.stack.push({ kind: name, list: [], members: {}, name: '', result: undefined, typed: false });
    }
  }

  close(name: string, text: string): void {
    switch (name) {
      case 'value':
        this.closeValue(text);
        break;
      case 'array':
      case 'struct': {
        const frame = this.stack.pop();
        this.type(name === 'array' ? frame?.list : frame?.members);
        break;
      }
      case 'name': {
        const frame = this.stack.at(-1);
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

  private type(result: unknown): void {
    const frame = this.stack.at(-1);
    if (!frame) return;
    frame.result = result;
    frame.typed = true;
  }

  private closeValue(text: string): void {
    const frame = this.stack.pop();
    if (!frame) return;
    const value = frame.typed ? frame.result : text;
    const parent = this.stack.at(-1);
    if (!parent) this.finished = { value };
    else if (parent.kind === 'array') parent.list.push(value);
    else if (parent.name === '__proto__') return;
    else parent.members[parent.name] = value;
  }
}

/** Python's words for what is no number: one price may hold it (FACTS-2.md D), and the page is good all the same. */
const NO_NUMBER: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
};

function numberOf(text: string): number {
  const odd = NO_NUMBER[text.trim().toLowerCase()];
  if (odd !== undefined) return odd;
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value))
    throw new OdooError('bad_answer', { cause: 'number' }, 'unknown');
  return value;
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
