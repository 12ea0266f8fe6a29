import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import Deserializer from 'xmlrpc/lib/deserializer.js';
import { sendableText } from './xml-characters';
import { encodeCall } from './xml-encode';

function decodeCall(xml: string): Promise<{ error: unknown; method: unknown; params: unknown }> {
  return new Promise((resolve) => {
    const source = Readable.from([Buffer.from(xml)]);
    new Deserializer('utf8').deserializeMethodCall(source, (error, method, params) =>
      resolve({ error, method, params }),
    );
  });
}

async function roundTrip(value: unknown): Promise<unknown> {
  const { error, params } = await decodeCall(encodeCall('m', [value]));
  expect(error).toBeNull();
  return Array.isArray(params) ? params[0] : undefined;
}

describe('encodeCall', () => {
  it('carries any text that XML can carry', async () => {
    const text = fc.string({ unit: 'binary' });
    await fc.assert(
      fc.asyncProperty(text, async (value) => {
        expect(await roundTrip(value)).toBe(sendableText(value));
      }),
    );
  });

  it.each([
    ['control characters are left out', 'a\u0000b\u0007c\u001fd\ufffe', 'abcd'],
    ['lone surrogates are replaced', 'a\ud800b', 'a\ufffdb'],
    ['markup is text', '<b>&amp; ]]> "\'', '<b>&amp; ]]> "\''],
    ['tabs and line ends stay', 'a\tb\nc', 'a\tb\nc'],
  ])('%s', async (_, sent, received) => {
    expect(await roundTrip(sent)).toBe(received);
  });

  it('sends whole numbers beyond 32 bits as doubles, which Odoo takes', () => {
    expect(encodeCall('m', [2_147_483_647])).toContain('<int>2147483647</int>');
    expect(encodeCall('m', [2_147_483_648])).toContain('<double>2147483648</double>');
  });

  it('leaves undefined members out and makes undefined items nil', () => {
    const xml = encodeCall('m', [{ a: 1, b: undefined }, [undefined]]);
    expect(xml).not.toContain('<name>b</name>');
    expect(xml).toContain('<data><value><nil/></value></data>');
    expect(xml).not.toContain('<value/>');
  });

  it('refuses what is no finite number', () => {
    expect(() => encodeCall('m', [Number.NaN])).toThrow('mapping');
  });
});
