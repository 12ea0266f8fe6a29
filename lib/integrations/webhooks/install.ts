import { recordAudit } from '@/lib/auth/audit';
import { type Ctx, requireAdmin } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { installWebhooks, type WantedWebhook } from '@/lib/odoo/intentions/webhooks';
import { findIntegration, type Integration } from '../find';
import { withOdoo } from '../odoo-settings';
import { showWebhookSecret } from '../webhook-secret';
import type { WebhookTopic } from './topics';

/** What is announced, model by model. Costs, renamed values and taxes are seen by polling. */
const PRODUCT_MODELS: readonly { model: string; topic: WebhookTopic; fields: readonly string[] }[] = [
  {
    model: 'product.template',
    topic: 'products',
    fields: [
      'name',
      'description_sale',
      'list_price',
      'categ_id',
      'active',
      'image_1920',
      'attribute_line_ids',
      'taxes_id',
      'weight',
      'volume',
    ],
  },
  {
    model: 'product.product',
    topic: 'products',
    fields: [
      'default_code',
      'barcode',
      'lst_price',
      'standard_price',
      'active',
      'weight',
      'volume',
      'image_variant_1920',
    ],
  },
  { model: 'product.category', topic: 'products', fields: ['name', 'parent_id'] },
];
const STOCK_MODELS = [
  { model: 'stock.quant', topic: 'stock' as const, fields: ['quantity', 'location_id'] },
  { model: 'stock.warehouse.orderpoint', topic: 'stock' as const, fields: ['product_min_qty', 'active'] },
];
const ORDER_MODELS = [
  {
    model: 'sale.order',
    topic: 'orders' as const,
    fields: ['state', 'amount_total', 'order_line', 'partner_id', 'commitment_date'],
  },
];

/**
 * Makes Odoo announce its changes to us (O5): one automation rule a model, with the secret in its address, because
 * Odoo's native webhooks send no headers. Doing it again points them to the current secret.
 * @throws AppError not_found, forbidden, webhooks_unavailable (before 17, or without its module), odoo_failed
 */
export async function installOdooWebhooks(
  ctx: Ctx,
  ref: string,
): Promise<{ installed: { model: string; created: boolean }[] }> {
  requireAdmin(ctx);
  const integration = await findIntegration(ctx, ref);
  const { secret, urls } = await showWebhookSecret(ctx, integration.id);
  const wanted = wantedModels(integration).map(
    ({ model, topic, fields }): WantedWebhook => ({ model, fields, url: `${urls[topic]}?token=${secret}` }),
  );
  const installed = await withOdoo(ctx, integration, async (odoo) => {
    if (!odoo.capabilities.webhooks) {
      throw new AppError('webhooks_unavailable', { version: odoo.capabilities.serverVersion });
    }
    return installWebhooks(odoo, wanted);
  });
  await recordAudit(ctx, {
    action: 'integration.webhooks_installed',
    subject: { kind: 'integration', id: integration.id },
    details: { models: installed.map(({ model }) => model) },
  });
  return { installed };
}

function wantedModels({ syncConfig: { fields } }: Integration) {
  return [
    ...PRODUCT_MODELS,
    ...(fields.stock.length > 0 ? STOCK_MODELS : []),
    ...(fields.order.length > 0 ? ORDER_MODELS : []),
  ];
}
