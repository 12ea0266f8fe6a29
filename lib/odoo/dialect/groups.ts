/** Groups that grant a right, as Odoo's settings name them (FACTS.md A, Rights; BY-VERSION.md 2). */
export type GroupName =
  | 'Sales / User: All Documents'
  | 'Sales / User: Own Documents Only'
  | 'Sales / Administrator'
  | 'Inventory / User'
  | 'Inventory / Administrator'
  | 'Products / Create'
  | 'Extra Rights / Product Creation'
  | 'Internal User'
  | 'Administration / Settings';

export type Operation = 'read' | 'write' | 'create';

const CATALOGUE = new Set([
  'product.template',
  'product.product',
  'product.category',
  'product.template.attribute.line',
  'product.template.attribute.value',
]);

/** Any one of the answered groups is enough. */
export function groupsGranting(model: string, operation: Operation, major: number): GroupName[] {
  if (model === 'sale.order' || model === 'sale.order.line') {
    return ['Sales / User: All Documents', 'Sales / Administrator'];
  }
  if (model === 'stock.quant' && operation !== 'read') {
    // Until 17 only a manager's count is applied (FACTS.md A, Rights, "Stock").
    return major <= 17 ? ['Inventory / Administrator'] : ['Inventory / User', 'Inventory / Administrator'];
  }
  if (model === 'stock.warehouse.orderpoint') {
    return operation === 'read' ? ['Inventory / User'] : ['Inventory / Administrator'];
  }
  if (model.startsWith('stock.')) return ['Inventory / User'];
  if (operation === 'read') return ['Internal User'];
  if (model === 'product.image') return ['Sales / Administrator'];
  if (CATALOGUE.has(model) && major >= 19) return ['Products / Create'];
  // Stock gives its administrators attributes and values, but no products (FACTS.md A, Rights).
  if (model.startsWith('product.attribute') && major >= 19)
    return ['Products / Create', 'Inventory / Administrator'];
  const managers: GroupName[] = ['Sales / Administrator', 'Inventory / Administrator'];
  return CATALOGUE.has(model) && major === 18 ? [...managers, 'Extra Rights / Product Creation'] : managers;
}
