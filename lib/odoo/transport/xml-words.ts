/** Longer texts hardly come twice. */
const LONGEST = 32;
const PLACES = 2_048;

/**
 * The texts of a document. Short ones that come again and again (names of fields, dates, kinds of goods) are made once:
 * an answer of thousands of rows holds few different ones.
 */
export class Words {
  private readonly known: (string | undefined)[] = new Array<string | undefined>(PLACES);

  constructor(private readonly body: Buffer) {}

  /** Where the next such byte stands; -1: nowhere. Most stand near, where asking for them costs more than looking. */
  endOf(from: number, byte: number): number {
    const { body } = this;
    const near = Math.min(from + LONGEST, body.length);
    for (let at = from; at < near; at++) if (body[at] === byte) return at;
    return body.indexOf(byte, near);
  }

  /** The bytes as text. */
  take(from: number, to: number): string {
    if (to - from > LONGEST) return this.body.toString('utf8', from, to);
    let hash = to - from;
    for (let at = from; at < to; at++) hash = (Math.imul(hash, 31) + (this.body[at] ?? 0)) | 0;
    const place = (hash ^ (hash >>> 11)) & (PLACES - 1);
    const known = this.known[place];
    if (known !== undefined && this.says(known, from, to)) return known;
    const text = this.body.toString('utf8', from, to);
    this.known[place] = text;
    return text;
  }

  /** Whether the bytes are characters that stand for themselves: no reference, nothing beyond ASCII, no control but tab and LF. */
  isPlain(from: number, to: number): boolean {
    if (to - from > LONGEST) return false;
    for (let at = from; at < to; at++) {
      const byte = this.body[at] ?? 0;
      if (byte === 0x26 || byte >= 0x80 || (byte < 0x20 && byte !== 0x0a && byte !== 0x09)) return false;
    }
    return true;
  }

  /** Only texts in ASCII are as long as their bytes, and only those are found again. */
  private says(text: string, from: number, to: number): boolean {
    if (text.length !== to - from) return false;
    for (let at = 0; at < text.length; at++) {
      if (text.charCodeAt(at) !== this.body[from + at]) return false;
    }
    return true;
  }
}
