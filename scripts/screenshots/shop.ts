import { z } from 'zod';
import { OdooUser } from '@/e2e/support/odoo-user';
import type { ProductState } from '@/e2e/support/product-state';
import { ProductApi } from './api';

const withId = z.object({ id: z.uuid() });
const ids = z.array(z.number());
const products = z.object({
  data: z.array(
    z.object({
      id: z.uuid(),
      title: z.string(),
      sku: z.string().nullable(),
      variant_ids: z.array(z.string()),
      images: z.array(z.unknown()),
    }),
  ),
});
const warehouses = z.array(z.object({ id: z.number() }));
const orders = z.object({ data: z.array(withId) });

/** What the pictures show, by what their addresses need. */
export interface Shop {
  readonly integration: string;
  readonly unfinished: string;
  readonly firstRun: string;
  readonly preview: string;
  readonly undo: string;
  readonly check: string;
  readonly product: string;
  readonly simpleProduct: string;
  readonly order: string;
  /** An import that waits for a word, and a change of many products that was carried out. */
  readonly edit: string;
  readonly bulkEdit: string;
}

/**
 * A shop in the middle of its day: imported with all its warehouses, with a preview, an undone run, two conflicts, an error that needs a
 * person, and a second integration that was not finished.
 */
export async function prepareShop(baseUrl: string, state: ProductState): Promise<Shop> {
  const api = new ProductApi(baseUrl, state.token);
  const odoo = await OdooUser.signIn(state.odoo);
  const { url, database, login: username, api_key } = state.odoo;
  const config = { url, database, username, api_key };
  const { id: integration } = await api.call('POST', '/integrations', withId, {
    name: 'Boutique',
    type: 'odoo',
    config,
    sync_config: { frequency: 'manual', conflict_policy: 'manual' },
  });
  const kept = await api.call('GET', `/integrations/${integration}/warehouses`, warehouses);
  await api.call('PATCH', `/integrations/${integration}/config`, z.unknown(), {
    warehouse_ids: kept.map(({ id }) => id),
  });
  const firstRun = await api.synchronise(integration);
  const { data } = await api.call('GET', '/products?parent_id=none&limit=100', products);
  const [product] = data.filter((one) => one.variant_ids.length > 2 && one.images.length > 0);
  const [renamed, priced, undone, ...others] = data.filter((one) => one.variant_ids.length === 0 && one.sku);
  const [order] = (await api.call('GET', '/orders?limit=50', orders)).data;
  if (!product || !renamed || !priced || !undone || !others[0] || !order) {
    throw new Error('The shop has too few products or orders to show.');
  }

  await api.call('PATCH', `/products/${undone.id}`, z.unknown(), { title: `${undone.title} (promotion)` });
  const edited = await api.synchronise(integration);
  const taken = z.object({ run_id: z.uuid() });
  const { run_id: undo } = await api.call('POST', `/runs/${edited}/undo`, taken, { dry_run: false });
  await api.untilEnded(undo);

  await leaveOut(api, odoo, integration);
  await disagree(api, odoo, others[1] ?? others[0]);
  await api.synchronise(integration);
  await settleOne(api);
  await disagree(api, odoo, renamed);
  await overprice(odoo, priced.sku);
  const preview = await api.synchronise(integration, { dry_run: true });
  await api.synchronise(integration);
  const { run_id: check } = await api.call('POST', `/integrations/${integration}/check`, taken);
  await api.untilEnded(check);
  await api.call('POST', `/integrations/${integration}/webhooks/test`, z.unknown());

  const { id: unfinished } = await api.call('POST', '/integrations', withId, {
    name: 'Entrepôt',
    type: 'odoo',
    config,
    setup_step: 'direction',
  });
  return {
    integration,
    unfinished,
    firstRun,
    preview,
    undo,
    check,
    product: product.id,
    simpleProduct: others[0].id,
    order: order.id,
    edit: await importWithErrors(api, others),
    bulkEdit: await raisePrices(api),
  };
}

/** A product that came from Odoo and was taken back: no run brings it again. */
async function leaveOut(api: ProductApi, odoo: OdooUser, integration: string): Promise<void> {
  // The run that follows an undo would bring it otherwise.
  await api.synchronise(integration);
  await odoo.call('product.template', 'create', [
    { name: 'Échantillon du fournisseur', default_code: 'ECH-1' },
  ]);
  const arrival = await api.synchronise(integration);
  const taken = z.object({ run_id: z.uuid() });
  const { run_id: undo } = await api.call('POST', `/runs/${arrival}/undo`, taken, { dry_run: false });
  await api.untilEnded(undo);
}

/** A conflict that a person has settled. */
async function settleOne(api: ProductApi): Promise<void> {
  const { data } = await api.call('GET', '/conflicts?status=open', z.object({ data: z.array(withId) }));
  if (data[0]) await api.call('POST', `/conflicts/${data[0].id}/resolve`, z.unknown(), { choice: 'odoo' });
}

/** Name and price typed differently on both sides. */
async function disagree(
  api: ProductApi,
  odoo: OdooUser,
  { id, title, sku }: { id: string; title: string; sku: string | null },
): Promise<void> {
  const found = await odoo.call('product.template', 'search', [[['default_code', '=', sku]]]);
  await odoo.call('product.template', 'write', [
    ids.parse(found),
    { name: `${title}, édition limitée`, list_price: 129 },
  ]);
  await api.call('PATCH', `/products/${id}`, z.unknown(), { title: `${title} – nouveau`, price: '119.90' });
}

/** A price in Odoo that is larger than any price kept here: this one field waits for a person. */
async function overprice(odoo: OdooUser, sku: string | null): Promise<void> {
  const found = await odoo.call('product.template', 'search', [[['default_code', '=', sku]]]);
  await odoo.call('product.template', 'write', [ids.parse(found), { list_price: 123_456_789_012_345 }]);
}

const edited = z.object({ id: z.uuid(), status: z.string() });

/** A file that creates, changes and is wrong in places. */
async function importWithErrors(
  api: ProductApi,
  known: readonly { title: string; sku: string | null }[],
): Promise<string> {
  const lines = known
    .slice(0, 3)
    .map(({ sku, title }, index) => `${sku};${title} ${index};${index + 20},50;;4`);
  const text = [
    'Référence;Désignation;Prix TTC;Catégorie;Remarque',
    ...lines,
    'NOUVEAU-1;Plateau en chêne;34,90;;',
    'NOUVEAU-2;Bougie;douze;Introuvable;',
  ].join('\n');
  const { id } = await api.upload('/imports', 'tarif-2026.csv', text, edited);
  return untilStill(api, id);
}

async function raisePrices(api: ProductApi): Promise<string> {
  const body = {
    selection: { filter: {} },
    change: { price: { mode: 'percent', value: '5', rounding: '.90' } },
  };
  const { id } = await api.call('POST', '/bulk-edits', edited, body);
  return untilStill(api, id);
}

async function untilStill(api: ProductApi, id: string): Promise<string> {
  for (;;) {
    const { status } = await api.call('GET', `/edits/${id}`, edited);
    if (status !== 'reading') return id;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
