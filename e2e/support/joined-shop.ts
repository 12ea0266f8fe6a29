import type { APIRequestContext } from '@playwright/test';
import { z } from 'zod';
import type { ProductState } from './product-state';
import { expect } from './test';

const Integrations = z.object({
  data: z.array(z.object({ id: z.string(), setup_step: z.string().nullable() })),
});
const Run = z.object({ status: z.string() });

/** The integration with the shop's Odoo that browser specs share: the first one to need it makes it. */
export async function joinedShop(
  api: APIRequestContext,
  { odoo }: Pick<ProductState, 'odoo'>,
): Promise<string> {
  const { data } = Integrations.parse(await (await api.get('/api/v1/integrations')).json());
  const known = data.find(({ setup_step: step }) => step === null);
  if (known) return known.id;
  const { url, database, login: username, api_key } = odoo;
  const config = { url, database, username, api_key };
  const sync_config = { frequency: 'manual' };
  const made = await api.post('/api/v1/integrations', {
    data: { name: 'Odoo', type: 'odoo', config, sync_config },
  });
  expect(made.status()).toBe(201);
  return z.object({ id: z.string() }).parse(await made.json()).id;
}

/** Asks for a run and waits until it has ended well; answers its id. */
export async function synchronise(api: APIRequestContext, integration: string): Promise<string> {
  const asked = await api.post(`/api/v1/integrations/${integration}/sync`, { data: {} });
  const { run_id: runId } = z.object({ run_id: z.string() }).parse(await asked.json());
  await expect
    .poll(async () => Run.parse(await (await api.get(`/api/v1/runs/${runId}`)).json()).status, {
      timeout: 120_000,
      intervals: [300],
    })
    .toMatch(/succeeded|partial/);
  return runId;
}
