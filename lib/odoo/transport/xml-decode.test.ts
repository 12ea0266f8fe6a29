import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import Deserializer from 'xmlrpc/lib/deserializer.js';
import { OdooError } from '../errors';
import { recordedBodies, VERSIONS } from './recorded/bodies';
import { decodeAnswer } from './xml-decode';

/** What the protocol package makes of a body; faults come as errors with faultCode and faultString. */
function byThePackage(xml: string): Promise<{ error: unknown; value: unknown }> {
  return new Promise((resolve) => {
    const source = Readable.from([Buffer.from(xml)]);
    new Deserializer('utf8').deserializeMethodResponse(source, (error, value) => resolve({ error, value }));
  });
}

function answer(value: string): Buffer {
  return Buffer.from(
    `<?xml version='1.0'?>\n<methodResponse><params><param><value>${value}</value></param></params></methodResponse>`,
  );
}

function codeOf(body: Buffer): string {
  try {
    decodeAnswer(body);
    return 'decoded';
  } catch (error) {
    return error instanceof OdooError ? error.code : String(error);
  }
}

describe('decodeAnswer', () => {
  it.each(VERSIONS)('reads every recorded answer of %s as the protocol package does', async (version) => {
    const bodies = Object.entries(recordedBodies(version)).filter(([, { contentType }]) =>
      contentType.includes('xml'),
    );
    expect(bodies.length).toBeGreaterThan(20);
    for (const [name, { body }] of bodies) {
      const decoded = decodeAnswer(Buffer.from(body));
      const expected = await byThePackage(body);
      if ('fault' in decoded) {
        expect(expected.error, name).toMatchObject({
          faultCode: decoded.fault.code,
          faultString: decoded.fault.text,
        });
      } else {
        expect({ name, value: decoded.value }).toEqual({ name, value: expected.value });
      }
    }
  });

  it('knows an answer that was cut anywhere', () => {
    const { body } = recordedBodies(17)['06-search_read-products'] ?? { body: '' };
    const whole = Buffer.from(body.trimEnd());
    for (let length = 0; length < whole.length - 1; length += 7) {
      expect(codeOf(whole.subarray(0, length)), `${length} bytes`).toBe('bad_answer');
    }
  });

  it.each([
    ['control characters', '<string>a\u0001b\u000bc</string>', 'abc'],
    ['references to them', '<string>a&#1;b&#x1F;c&#xFFFE;d</string>', 'abcd'],
    ['U+FFFE and U+FFFF', '<string>a\ufffeb\uffffc</string>', 'abc'],
    ['what is allowed', '<string>tab\tline\nend &#65; &#x1F600; é 😀</string>', 'tab\tline\nend A 😀 é 😀'],
    ['text without a type', 'plain', 'plain'],
    ['CDATA', '<string><![CDATA[<b> & ]]></string>', '<b> & '],
    ['an empty string', '<string></string>', ''],
    ['a whole number beyond 32 bits', '<i8>3000000000</i8>', 3_000_000_000],
    ['nothing', '<nil/>', null],
  ])('lets one odd record not spoil the batch: %s', (_, xml, expected) => {
    expect(decodeAnswer(answer(xml))).toEqual({ value: expected });
  });

  it.each([
    ['HTML', Buffer.from('<!doctype html><html><title>502</title><hr></html>')],
    ['nothing', Buffer.from('')],
    ['a number that is none', answer('<int>abc</int>')],
    [
      'entities of its own',
      Buffer.from('<!DOCTYPE x [<!ENTITY a "b">]><methodResponse>&a;</methodResponse>'),
    ],
  ])('refuses %s', (_, body) => {
    expect(codeOf(body)).toBe('bad_answer');
  });

  it('cannot be made to change prototypes', () => {
    const xml =
      '<struct><member><name>__proto__</name><value><struct><member><name>x</name><value><int>1</int></value></member></struct></value></member></struct>';
    const decoded = decodeAnswer(answer(xml));
    expect(decoded).toEqual({ value: {} });
    expect(Object.getPrototypeOf('value' in decoded ? decoded.value : null)).toBe(Object.prototype);
  });
});
