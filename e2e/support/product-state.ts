import { readFileSync } from 'node:fs';
import { z } from 'zod';

const person = z.object({ email: z.string(), password: z.string() });

const productState = z.object({
  admin: person,
  viewer: person,
  /** API token of an administrator. */
  token: z.string(),
  databaseUrl: z.string(),
  /** Every line that the web application and the worker have logged. */
  logFile: z.string(),
  /** What only the environment of the program may know. */
  secrets: z.array(z.string()),
  odoo: z.object({ url: z.string(), database: z.string(), login: z.string(), api_key: z.string() }),
});

/** What a browser spec needs to know of the product that e2e/support/serve.ts started for it. */
export type ProductState = z.infer<typeof productState>;

export function readProductState(): ProductState {
  const file = process.env.E2E_STATE;
  if (!file) throw new Error('E2E_STATE is not set: run the browser specs through playwright.config.ts.');
  return productState.parse(JSON.parse(readFileSync(file, 'utf8')));
}
