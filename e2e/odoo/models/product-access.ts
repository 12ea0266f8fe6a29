import type { Env } from '../orm/env';
import type { Operation } from '../orm/model-spec';

/** Who may change products (FACTS.md A, Rights): in 19 only "Products/Create". */
export function productAccess(env: Env, op: Operation): true | readonly string[] {
  if (op === 'read') return true;
  if (env.caps.version >= 19) return ['Products/Create'];
  const managers = ['Inventory/Administrator', 'Sales/Administrator'];
  if (env.caps.version === 18) return ['Extra Rights/Product Creation', ...managers];
  return ['Administration/Settings', 'Invoicing/Billing Administrator', ...managers];
}

/** "Product Template" up to 15, "Product" since. */
export const templateLabel = (env: Env): string => (env.caps.version <= 15 ? 'Product Template' : 'Product');
/** "Product" up to 15, "Product Variant" since. */
export const variantLabel = (env: Env): string => (env.caps.version <= 15 ? 'Product' : 'Product Variant');

/** Variants may be changed by the billing administrator of 18 too. */
export function variantAccess(env: Env, op: Operation): true | readonly string[] {
  const groups = productAccess(env, op);
  return groups !== true && env.caps.version === 18 ? [...groups, 'Invoicing/Administrator'] : groups;
}

/** Quantities are read through the stock moves (FACTS.md A, Rights). */
export const QUANTITY_NEEDS: Readonly<Record<string, string>> = Object.fromEntries(
  ['qty_available', 'virtual_available', 'free_qty', 'incoming_qty', 'outgoing_qty'].map((name) => [
    name,
    'stock.move',
  ]),
);
