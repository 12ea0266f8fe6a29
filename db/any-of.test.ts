import { sql } from 'drizzle-orm';
import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestRuntime, type TestRuntime } from '@/e2e/support/runtime';
import { anyOf } from './any-of';

const words = pgTable('words_of_any', { word: text(), number: integer() });
let system: TestRuntime;

beforeAll(async () => {
  system = await createTestRuntime();
  await system.db.execute(sql`create table words_of_any (word text, number int)`);
});
afterAll(() => system.drop());

test('finds the rows of any of the values, whatever stands in them, and none for none', async () => {
  const odd = [
    'plain',
    'with, comma',
    'quote " and \\ slash',
    '{brace}',
    'NULL',
    '',
    'é 😀',
    "l'un",
    ' blank ',
  ];
  await system.db.insert(words).values([...odd, 'another'].map((word, number) => ({ word, number })));
  const found = await system.db.select().from(words).where(anyOf(words.word, odd)).orderBy(words.number);
  expect(found.map(({ word }) => word)).toEqual(odd);
  expect(
    await system.db
      .select()
      .from(words)
      .where(anyOf(words.number, [9, 12])),
  ).toEqual([{ word: 'another', number: 9 }]);
  expect(await system.db.select().from(words).where(anyOf(words.word, []))).toEqual([]);
});
