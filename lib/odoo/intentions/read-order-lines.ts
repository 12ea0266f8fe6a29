import { z } from 'zod';
import * as value from '../dialect/values';
import { searchRead } from '../rows';
import type { OdooSession } from '../session';

export interface RemoteOrderLine {
  id: number;
  position: number;
  productId: number | null;
  sku: string | null;
  name: string;
  quantity: string;
  delivered: string;
  /** In the price mode of its taxes, as Odoo shows it. */
  unitPrice: string;
  /** Percent. */
  discount: string;
  totalUntaxed: string;
  total: string;
}

const Line = z.object({
  id: value.id,
  order_id: value.reference,
  product_id: value.reference,
  name: value.text,
  product_uom_qty: value.decimal,
  qty_delivered: value.decimal,
  price_unit: value.decimal,
  discount: value.decimal,
  price_subtotal: value.decimal,
  price_total: value.decimal,
});

const FIELDS = Object.keys(Line.shape).filter((name) => name !== 'id');

const Product = z.object({ id: value.id, default_code: value.code });

/** The lines that sell something, sections and notes left out, by order in the order of the order. Two calls. */
export async function readOrderLines(
  odoo: OdooSession,
  orderIds: readonly number[],
): Promise<Map<number, RemoteOrderLine[]>> {
  const domain = [
    ['order_id', 'in', orderIds],
    ['display_type', '=', false],
  ] as const;
  const rows = await searchRead(odoo, 'sale.order.line', Line, domain, FIELDS, {
    order: 'order_id, sequence, id',
  });
  const productIds = [...new Set(rows.flatMap((row) => row.product_id ?? []))];
  const products = await searchRead(
    odoo,
    'product.product',
    Product,
    [['id', 'in', productIds]],
    ['default_code'],
  );
  const skuOf = new Map(products.map((product) => [product.id, product.default_code]));
  const byOrder = Map.groupBy(rows, (row) => row.order_id ?? 0);
  return new Map(
    [...byOrder].map(([orderId, lines]) => [
      orderId,
      lines.map(
        (line, position): RemoteOrderLine => ({
          id: line.id,
          position,
          productId: line.product_id,
          sku: skuOf.get(line.product_id ?? 0) ?? null,
          name: line.name,
          quantity: line.product_uom_qty,
          delivered: line.qty_delivered,
          unitPrice: line.price_unit,
          discount: line.discount,
          totalUntaxed: line.price_subtotal,
          total: line.price_total,
        }),
      ),
    ]),
  );
}
