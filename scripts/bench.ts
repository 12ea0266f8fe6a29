import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Bench, Figure } from './bench/bench';

/**
 * `npm run bench [NAME …] [-- --json FILE]`: runs the benchmarks of scripts/bench/*.bench.ts one after the
 * other and shows their figures as a table, then as JSON on the last line.
 */
const args = process.argv.slice(2);
const jsonAt = args.indexOf('--json');
const jsonFile = jsonAt < 0 ? undefined : args[jsonAt + 1];
const names = args.filter((_, index) => jsonAt < 0 || (index !== jsonAt && index !== jsonAt + 1));

const isBench = z.custom<Bench>(
  (value) => z.object({ name: z.string(), run: z.function() }).safeParse(value).success,
);
const results: { bench: string; figures: readonly Figure[] }[] = [];

for (const file of readdirSync('scripts/bench')
  .filter((name) => name.endsWith('.bench.ts'))
  .sort()) {
  const module: unknown = await import(path.resolve('scripts/bench', file));
  const { bench } = z.object({ bench: isBench }).parse(module);
  if (names.length > 0 && !names.includes(bench.name)) continue;
  process.stderr.write(`${bench.name} …\n`);
  results.push({
    bench: bench.name,
    figures: await bench.run((line) => process.stderr.write(`  ${line}\n`)),
  });
}

const rows = results.flatMap(({ bench, figures }) =>
  figures.map(({ name, value, unit }) => ({
    bench,
    figure: name,
    value: Number(value.toPrecision(4)),
    unit,
  })),
);
console.table(rows);
const json = JSON.stringify({ node: process.version, results });
if (jsonFile) await writeFile(jsonFile, `${json}\n`);
process.stdout.write(`${json}\n`);
