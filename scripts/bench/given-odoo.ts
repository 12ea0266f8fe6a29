import { z } from 'zod';
import type { OdooConnection } from '../support/odoo';

const Given = z.object({
  BENCH_ODOO_URL: z.url(),
  BENCH_ODOO_DB: z.string().min(1),
  BENCH_ODOO_USER: z.string().min(1),
  BENCH_ODOO_KEY: z.string().min(1),
});

/** The Odoo that the environment names, to be measured in place of the stand-in. @throws when half of it is missing */
export function givenOdoo(): OdooConnection | undefined {
  if (!process.env.BENCH_ODOO_URL) return undefined;
  const given = Given.parse(process.env);
  return {
    url: given.BENCH_ODOO_URL,
    database: given.BENCH_ODOO_DB,
    login: given.BENCH_ODOO_USER,
    api_key: given.BENCH_ODOO_KEY,
  };
}
