import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

test('every address of the API answers every method: with what it does, or with a problem document', async () => {
  const files = (await readdir('app/api', { recursive: true })).filter((file) => file.endsWith('route.ts'));
  expect(files.length).toBeGreaterThan(50);
  const missing: string[] = [];
  for (const file of files) {
    const route: Record<string, unknown> = await import(path.resolve('app/api', file));
    for (const method of METHODS) if (typeof route[method] !== 'function') missing.push(`${method} ${file}`);
  }
  expect(missing).toEqual([]);
}, 120_000);
