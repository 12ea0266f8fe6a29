import { expect, test } from 'vitest';
import { createTestDatabase } from './database';

test('each test database is migrated and of its own', async () => {
  const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  try {
    const tables =
      await one.sql`select table_name from information_schema.tables where table_schema = 'public'`;
    expect(tables.map((row) => row.table_name)).toContain('products');
    await one.sql`create table only_in_one (id int)`;
    const [row] = await two.sql`select to_regclass('only_in_one') is not null as found`;
    expect(row?.found).toBe(false);
  } finally {
    await Promise.all([one.drop(), two.drop()]);
  }
});
