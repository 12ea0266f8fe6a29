import { field } from '../../orm/fields';
import type { ModelSpec } from '../../orm/model-spec';

const mark = (name: string, title: string): ModelSpec => ({
  name: 'sale.order.line',
  fields: () => ({ [name]: field('boolean', title) }),
  defaults: () => ({ [name]: false }),
});

/** Shipping costs as a line of their own. Not recorded; after Odoo's addons/delivery/models/sale_order_line.py. */
export const delivery: readonly ModelSpec[] = [mark('is_delivery', 'Is a Delivery')];

/**
 * Lines that a coupon or a programme adds. Seen on a real 18: a service with a price below zero for a reduction. Called
 * sale_coupon up to 15, with the same mark.
 */
export const saleLoyalty: readonly ModelSpec[] = [mark('is_reward_line', 'Is a program reward line')];
