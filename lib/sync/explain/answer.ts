import { z } from 'zod';

const instant = z.iso.datetime();
const decimal = z.string();

export const priceExplanation = z
  .object({
    /** Odoo's sales price of the product, before taxes are added. */
    list_price: decimal,
    /** What the values of a variant add to it. */
    extras: z.array(z.object({ attribute: z.string(), value: z.string(), extra: decimal })),
    /** Where Odoo keeps a price of the variant's own. */
    own_price: decimal.nullable(),
    /** List price and extras, or the own price: what taxes are counted on. */
    sold_at: decimal,
    /** In the order in which Odoo counts them. */
    taxes: z.array(
      z.object({
        name: z.string(),
        kind: z.enum(['percent', 'fixed', 'division']),
        amount: decimal,
        included: z.boolean(),
        in_base_of_next: z.boolean(),
      }),
    ),
    untaxed: decimal,
    /** As Odoo bills one unit. */
    with_taxes: decimal,
    currency: z.string(),
    rounding: z.enum(['round_per_line', 'round_globally']),
    /** Smallest step of the currency. */
    currency_step: decimal,
    /**
     * `computed`: taxes added to Odoo's price. `remembered`: the price typed here, for which Odoo's price was chosen as
     * near as its digits allow. `unreadable`: no price can be told of these taxes.
     */
    rule: z.enum(['computed', 'remembered', 'unreadable']),
    /** What stands here for it. */
    result: decimal.nullable(),
    here: decimal.nullable(),
    agreed_at: instant.nullable(),
  })
  .meta({ id: 'PriceExplanation' });

export const stockExplanation = z
  .object({
    warehouse_id: z.uuid(),
    warehouse: z.string(),
    unit: z.string(),
    here: decimal,
    /** All that lies in the warehouse, reserved or not. */
    odoo: decimal,
    reserved: decimal,
    /** What both sides had when they last agreed. */
    agreed: decimal.nullable(),
    agreed_at: instant.nullable(),
    /** A difference on its way to Odoo, whose answer is awaited. */
    pending: decimal.nullable(),
    locations: z.array(z.object({ location: z.string(), quantity: decimal, reserved: decimal })),
    moves: z.array(
      z.object({
        date: instant,
        reference: z.string(),
        from: z.string(),
        to: z.string(),
        quantity: decimal,
        unit: z.string(),
      }),
    ),
  })
  .meta({ id: 'StockExplanation' });

/** Where the numbers of a product come from, by integration, as Odoo has them at this moment. */
export const explanationAnswer = z.object({
  data: z.array(
    z.object({
      integration_id: z.uuid(),
      integration_name: z.string(),
      odoo_model: z.string(),
      odoo_id: z.number().int(),
      odoo_url: z.string(),
      read_at: instant,
      /** Why nothing can be told: what Odoo or the way to it answered. */
      problem: z.string().nullable(),
      price: priceExplanation.nullable(),
      stock: z.array(stockExplanation),
    }),
  ),
});
export type ExplanationAnswer = z.output<typeof explanationAnswer>;
export type PriceExplanation = z.output<typeof priceExplanation>;
export type StockExplanation = z.output<typeof stockExplanation>;
