import { type APIRequestContext, expect } from '@playwright/test';
import { z } from 'zod';
import { OdooUser } from './odoo-user';
import type { ProductState } from './product-state';

const Integrations = z.object({
  data: z.array(z.object({ id: z.string(), setup_step: z.string().nullable() })),
});
const Run = z.object({ status: z.string() });

/** The seeded shop, joined and imported: what browser specs share. */
export interface Shop {
  /** Our own API, as an administrator's script calls it. */
  readonly api: APIRequestContext;
  /** Somebody at work in Odoo. */
  readonly odoo: OdooUser;
  readonly integration: string;
  readonly firstRun: string;
  /** Runs the integration once and waits until that has ended well; answers the run's id. */
  synchronise(): Promise<string>;
}

/** The integration with the shop's Odoo, made unless it is there, and one run of it. */
export async function openShop(api: APIRequestContext, { odoo }: Pick<ProductState, 'odoo'>): Promise<Shop> {
  const integration = await joined(api, odoo);
  const run = () => synchronise(api, integration);
  return { api, odoo: await OdooUser.signIn(odoo), integration, firstRun: await run(), synchronise: run };
}

async function joined(api: APIRequestContext, odoo: ProductState['odoo']): Promise<string> {
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

async function synchronise(api: APIRequestContext, integration: string): Promise<string> {
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
