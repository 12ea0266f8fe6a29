import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { RECORDED_VERSIONS } from './version';

/** Answers above this are catalogue data, of no interest for the form of an answer. */
const LARGEST = 6_000;

/**
 * Packs raw answers of real servers (`<folder>/<version>/<name>.headers` and `.xml`, `.json`, …) into
 * `recordings/raw/`: `tsx e2e/odoo/pack-raw.ts <folder>`.
 */
function packRaw(folder: string): void {
  const target = join(import.meta.dirname, 'recordings', 'raw');
  mkdirSync(target, { recursive: true });
  for (const version of RECORDED_VERSIONS) {
    const files = readdirSync(join(folder, String(version)));
    const answers: Record<string, { headers: string; body: string }> = {};
    for (const file of files.filter((name) => name.endsWith('.headers'))) {
      const name = file.slice(0, -'.headers'.length);
      const other = files.find((one) => one.startsWith(`${name}.`) && one !== file);
      const read = (one: string): string => readFileSync(join(folder, String(version), one), 'utf8');
      const body = other === undefined ? '' : read(other);
      if (body.length <= LARGEST) answers[name] = { headers: read(file), body };
    }
    writeFileSync(join(target, `${version}.json.gz`), gzipSync(JSON.stringify(answers), { level: 9 }));
  }
}

const folder = process.argv[2];
if (folder === undefined) throw new Error('Say where the raw answers lie');
packRaw(folder);
