import { Readable } from 'node:stream';
import Deserializer from 'xmlrpc/lib/deserializer.js';
import { decodeAnswer } from '@/lib/odoo/transport/xml-decode';
import type { Bench } from './bench';

const ROWS = 5_000;
const ROUNDS = 5;

/**
 * Decoding of a search_read answer of 5,000 products of 14 fields, as Odoo writes it: our decoder against the one of
 * the `xmlrpc` package, in turns in one process, best round of each. Says whether a decoder of our own is worth having.
 */
export const bench: Bench = {
  name: 'decode',
  run: async () => {
    const body = Buffer.from(answer());
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await seconds(() => decodeAnswer(body)));
      theirs.push(await seconds(() => byThePackage(body)));
    }
    const megabytes = body.length / 1e6;
    const [best, other] = [Math.min(...ours), Math.min(...theirs)];
    return [
      { name: 'our decoder', value: megabytes / best, unit: 'MB/s' },
      { name: 'decoder of the package', value: megabytes / other, unit: 'MB/s' },
      { name: 'ours over the package', value: other / best, unit: 'x' },
    ];
  },
};

async function seconds(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}

function byThePackage(body: Buffer): Promise<unknown> {
  return new Promise((resolve, reject) => {
    new Deserializer('utf8').deserializeMethodResponse(Readable.from([body]), (error, value) =>
      error ? reject(error) : resolve(value),
    );
  });
}

function answer(): string {
  const rows = Array.from({ length: ROWS }, (_, n) => `<value><struct>${members(n)}</struct></value>`).join(
    '\n',
  );
  return `<?xml version='1.0'?>\n<methodResponse>\n<params>\n<param>\n<value><array><data>\n${rows}\n</data></array></value>\n</param>\n</params>\n</methodResponse>\n`;
}

function members(n: number): string {
  const values: Record<string, string> = {
    id: `<int>${n}</int>`,
    name: `<string>T-shirt à manches longues n° ${n} &amp; ceinture</string>`,
    default_code: `<string>TSH-${n}</string>`,
    barcode: '<boolean>0</boolean>',
    list_price: `<double>${n + 0.99}</double>`,
    description_sale: '<string>Coton biologique, coupe droite, lavable à 30 °C.</string>',
    categ_id:
      '<array><data>\n<value><int>7</int></value>\n<value><string>All / Vêtements</string></value>\n</data></array>',
    taxes_id: '<array><data>\n<value><int>1</int></value>\n</data></array>',
    active: '<boolean>1</boolean>',
    weight: '<double>0.25</double>',
    volume: '<double>0.0</double>',
    type: '<string>consu</string>',
    company_id: '<boolean>0</boolean>',
    write_date: '<string>2026-11-23 22:10:32</string>',
  };
  const each = Object.entries(values).map(
    ([name, xml]) => `<member>\n<name>${name}</name>\n<value>${xml}</value>\n</member>`,
  );
  return `${each.join('\n')}\n`;
}
