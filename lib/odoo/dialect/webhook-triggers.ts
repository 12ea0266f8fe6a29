export type WebhookTopic = 'products' | 'stock' | 'orders';

export interface WebhookTrigger {
  model: string;
  topic: WebhookTopic;
  /**
   * Fields whose change announces the record. Without them one created template fires 14 requests inside the user's
   * call, each with a second's time-out (FACTS.md C §6). Names a version lacks are left out.
   */
  fields: readonly string[];
}

/** What is announced to us by Odoo 17 and later; anything else is seen by polling. */
export const WEBHOOK_TRIGGERS: readonly WebhookTrigger[] = [
  {
    model: 'product.template',
    topic: 'products',
    fields: [
      'name',
      'description_sale',
      'list_price',
      'categ_id',
      'taxes_id',
      'active',
      'attribute_line_ids',
      'image_1920',
    ],
  },
  {
    model: 'product.product',
    topic: 'products',
    fields: ['default_code', 'barcode', 'weight', 'volume', 'active', 'image_variant_1920'],
  },
  { model: 'stock.quant', topic: 'stock', fields: ['quantity'] },
  {
    model: 'sale.order',
    topic: 'orders',
    fields: ['state', 'partner_id', 'amount_total', 'commitment_date', 'date_order', 'delivery_status'],
  },
];
