import { expect, it } from 'vitest';
import { recordedBodies, VERSIONS } from './recorded/bodies';
import { scanPlainXml } from './xml-scan';

const NOBODY = { open: () => undefined, close: () => undefined };

it.each(VERSIONS)('everything that %s was recorded to answer is read without a whole parser', (version) => {
  const bodies = Object.entries(recordedBodies(version)).filter(([, { contentType }]) =>
    contentType.includes('xml'),
  );
  const others = bodies.filter(([, { body }]) => !scanPlainXml(Buffer.from(body), NOBODY));
  expect(others.map(([name]) => name)).toEqual([]);
});

it.each([
  ['cut short', '<methodResponse><params>'],
  ['ends that are not theirs', '<value><int>1</value></int>'],
  ['an attribute', '<value type="x">1</value>'],
  ['an element that is no answer’s', '<value><b>1</b></value>'],
  ['an entity of its own', '<value>&eacute;</value>'],
  ['a reference', '<value>&#65;</value>'],
  ['CDATA', '<value><![CDATA[1]]></value>'],
  ['a declaration of a document', '<!DOCTYPE x><value>1</value>'],
  ['text between elements', '<array>1<data></data></array>'],
  ['text behind the end', '<value>1</value>x'],
])('leaves to the parser what Odoo does not write: %s', (_, xml) => {
  expect(scanPlainXml(Buffer.from(xml), NOBODY)).toBe(false);
});

it('reads the three entities, line ends and empty elements as XML has them', () => {
  const told: string[] = [];
  const events = {
    open: () => undefined,
    close: (name: string, text: string) => void told.push(`${name} ${text}`),
  };
  expect(scanPlainXml(Buffer.from('<value><string>a &lt;b&gt; &amp;amp;\r\n</string></value>'), events)).toBe(
    true,
  );
  expect(scanPlainXml(Buffer.from('<value><nil/></value>'), events)).toBe(true);
  expect(told).toEqual(['string a <b> &amp;\n', 'value ', 'nil ', 'value ']);
});
