import type { Capabilities } from './dialect/capabilities';
import type { Operation } from './dialect/groups';

/** What an integration is set to do, as far as it decides which rights are needed. */
export interface Needs {
  direction: 'bidirectional' | 'import' | 'export';
  fields: { product: readonly string[]; stock: readonly string[]; order: readonly string[] };
}

export interface NeededRight {
  model: string;
  operation: Operation;
}

/**
 * Rights for the direction and fields chosen, model by model. Reading is needed even to export: nothing is overwritten
 * unseen. Orders are only ever read.
 */
export function neededRights(
  { direction, fields }: Needs,
  { pictureRows }: Pick<Capabilities, 'pictureRows'> = { pictureRows: false },
): NeededRight[] {
  const writes: readonly Operation[] = direction === 'import' ? [] : ['write', 'create'];
  const has = (list: readonly string[], name: string) => list.includes(name);
  const rights: NeededRight[] = [];
  const need = (model: string, operations: readonly Operation[]) => {
    for (const operation of operations) rights.push({ model, operation });
  };
  need('product.template', ['read', ...writes]);
  need('product.product', ['read', ...writes]);
  // Where pictures are rows, main and variants' ones need them too, not further ones alone.
  if (pictureRows && has(fields.product, 'images')) need('product.image', ['read', ...writes]);
  if (has(fields.product, 'category')) need('product.category', ['read', ...writes]);
  if (has(fields.product, 'price')) need('account.tax', ['read']);
  if (has(fields.product, 'attributes')) {
    need('product.attribute', ['read', ...writes]);
    need('product.attribute.value', ['read', ...writes]);
    need('product.template.attribute.line', ['read', ...writes]);
  }
  if (has(fields.stock, 'quantity')) {
    need('stock.warehouse', ['read']);
    need('stock.quant', ['read', ...writes]);
  }
  if (has(fields.stock, 'alert_threshold')) need('stock.warehouse.orderpoint', ['read', ...writes]);
  if (fields.order.length > 0) {
    need('sale.order', ['read']);
    need('sale.order.line', ['read']);
    need('res.partner', ['read']);
  }
  return rights;
}
