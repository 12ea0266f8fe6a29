/**
 * Copies recordings of real servers into this folder: `node --import tsx e2e/odoo/pack.ts <folder>`, where the
 * folder holds `fields/<version>/<model>.json` and `cases/<version>/<area>.json`. Run it when a server was asked anew.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { RECORDED_VERSIONS } from './version';

const source = process.argv[2];
if (!source) throw new Error('Name the folder of the recordings.');

/** Python writes NaN and Infinity bare; they become the texts "$NaN" and "$Infinity". */
function withoutBareNumbers(text: string): string {
  return text.replace(/([:[,] ?)(-?)(NaN|Infinity)(?=[,}\]])/g, '$1"$2$$$3"');
}

function pack(kind: 'fields' | 'cases', into: string): void {
  for (const version of RECORDED_VERSIONS) {
    const folder = join(String(source), kind, String(version));
    const files = readdirSync(folder).sort();
    const parsed = files.map((file): [string, unknown] => [
      file.replace(/\.json$/, ''),
      JSON.parse(withoutBareNumbers(readFileSync(join(folder, file), 'utf8'))),
    ]);
    const body = gzipSync(JSON.stringify(Object.fromEntries(parsed)), { level: 9 });
    writeFileSync(join(import.meta.dirname, into, `${version}.json.gz`), body);
  }
}

pack('fields', 'fields');
pack('cases', 'recordings');
