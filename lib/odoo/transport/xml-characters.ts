/** Characters XML 1.0 cannot carry. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** The same, written as references: "&#1;", "&#xFFFE;". */
const FORBIDDEN_REFERENCE =
  /&#(?:x0*(?:[0-8bcef]|1[0-9a-f]|fff[ef]|d[89a-f][0-9a-f]{2})|0*(?:[0-8]|1[124-9]|2\d|3[01]|6553[45]));/gi;

/** Text that may stand in XML. Odoo faults on anything else (FACTS.md C §4, "strip before sending"). */
export function sendableText(text: string): string {
  return text.toWellFormed().replace(FORBIDDEN, '');
}

/**
 * A document without what would make it no well-formed XML. Other programs write such characters into Odoo's
 * texts; 14 and 15 pass them all on, every version passes U+FFFE on (FACTS.md C §4).
 */
export function readableDocument(xml: string): string {
  return xml.replace(FORBIDDEN, '').replace(FORBIDDEN_REFERENCE, '');
}
