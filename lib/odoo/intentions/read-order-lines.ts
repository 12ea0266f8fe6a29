import { z } from 'zod';
import type { LineKind } from '@/db/schema/orders';
import * as value from '../dialect/values';
import { presentFields, searchRead } from '../rows';
import type { OdooSession } from '../session';
import { lineKind } from './order-line-kind';
import { type OrderReference, orderReference } from './order-reference';
import { type Unit, unitRatio } from './read-units';

export interface RemoteOrderLine {
  id: number;
  position: number;
  kind: LineKind;
  productId: number | null;
  sku: string | null;
  name: string;
  /** In `unit`. */
  quantity: string;
  /** In `unit`, less what came back. */
  delivered: string;
  /** By name; null for text. */
  unit: string | null;
  /** The product's own. */
  productUnit: string | null;
  productUnitId: number | null;
  /** How many of the product's own unit one `unit` is; null where they measure different things. */
  unitRatio: string | null;
  /** As Odoo shows it, with tax or without as the order or its taxes say; of one `unit`. */
  unitPrice: string;
  /** Read where they do not say alone whether they lie within the price (RemoteOrder.pricesWithoutTax). */
  taxIds: number[];
  /** Percent. */
  discount: string;
  totalUntaxed: string;
  total: string;
}

const Line = z.object({
  id: value.id,
  order_id: value.reference,
  product_id: value.reference,
  product_type: value.code.optional(),
  display_type: value.code,
  is_downpayment: z.boolean().optional(),
  is_delivery: z.boolean().optional(),
  is_reward_line: z.boolean().optional(),
  is_expense: z.boolean().optional(),
  name: value.text,
  product_uom_qty: value.decimal,
  product_uom: value.reference.optional(),
  product_uom_id: value.reference.optional(),
  qty_delivered: value.decimal,
  price_unit: value.decimal,
  discount: value.decimal,
  price_subtotal: value.decimal,
  price_total: value.decimal,
  tax_ids: value.ids.optional(),
});
type Line = z.output<typeof Line>;

const WISHED = Object.keys(Line.shape).filter((name) => name !== 'id');

const Product = z.object({
  id: value.id,
  default_code: value.code,
  type: value.code,
  uom_id: value.reference,
});
type Product = z.output<typeof Product>;

interface Surroundings extends OrderReference {
  readonly products: ReadonlyMap<number, Product>;
}

/** All lines by order, in the order of the order; sections and notes are lines too. Two calls. */
export async function readOrderLines(
  odoo: OdooSession,
  orderIds: readonly number[],
): Promise<Map<number, RemoteOrderLine[]>> {
  const rows = await searchRead(
    odoo,
    'sale.order.line',
    Line,
    [['order_id', 'in', orderIds]],
    await presentFields(odoo, 'sale.order.line', WISHED),
    { order: 'order_id, sequence, id' },
  );
  const productIds = [...new Set(rows.flatMap((row) => row.product_id ?? []))];
  const products = await searchRead(
    odoo,
    'product.product',
    Product,
    [['id', 'in', productIds]],
    ['default_code', 'type', 'uom_id'],
  );
  const around = {
    ...(await orderReference(odoo)),
    products: new Map(products.map((product) => [product.id, product])),
  };
  const byOrder = Map.groupBy(rows, (row) => row.order_id ?? 0);
  return new Map(
    [...byOrder].map(([orderId, lines]) => [
      orderId,
      lines.map((line, position) => toRemote(line, position, around)),
    ]),
  );
}

function toRemote(line: Line, position: number, around: Surroundings): RemoteOrderLine {
  const product = around.products.get(line.product_id ?? 0);
  return {
    id: line.id,
    position,
    kind: lineKind({
      displayType: line.display_type,
      productType: product?.type ?? line.product_type ?? null,
      isDownPayment: line.is_downpayment,
      isDelivery: line.is_delivery,
      isReward: line.is_reward_line,
      isExpense: line.is_expense,
      isDiscountProduct: around.discountProducts.has(line.product_id ?? 0),
      quantity: Number(line.product_uom_qty),
      unitPrice: Number(line.price_unit),
    }),
    productId: line.product_id,
    sku: product?.default_code ?? null,
    name: line.name,
    quantity: line.product_uom_qty,
    delivered: line.qty_delivered,
    ...unitsOf(line, product, around.units),
    unitPrice: line.price_unit,
    taxIds: line.tax_ids ?? [],
    discount: line.discount,
    totalUntaxed: line.price_subtotal,
    total: line.price_total,
  };
}

/** A line that names no unit counts in the product's own. */
function unitsOf(line: Line, product: Product | undefined, units: ReadonlyMap<number, Unit>) {
  const own = units.get(product?.uom_id ?? 0);
  const unit = units.get(line.product_uom ?? line.product_uom_id ?? 0) ?? own;
  return {
    unit: unit?.name ?? null,
    productUnit: own?.name ?? null,
    productUnitId: own?.id ?? null,
    unitRatio: unit && own ? unitRatio(unit, own) : null,
  };
}
