/**
 * A shop as plain data, before any Odoo knows it. Prices are in euro, tax included; weights in kg.
 * `key` values become the names of external ids, so that a test can find a record again.
 */
export interface ShopPlan {
  company: { name: string; street: string; zip: string; city: string; vat: string; email: string };
  users: readonly PlannedUser[];
  categories: readonly PlannedCategory[];
  attributes: readonly PlannedAttribute[];
  products: readonly PlannedProduct[];
  warehouses: readonly PlannedWarehouse[];
  customers: readonly PlannedCustomer[];
  orders: readonly PlannedOrder[];
}

export type UserRole = 'admin' | 'sync' | 'reader';
export interface PlannedUser {
  role: UserRole;
  name: string;
  login: string;
  password: string;
  apiKey: string;
}

export interface PlannedCategory {
  key: string;
  name: string;
  parent: string | null;
}

export type AttributeName = 'Couleur' | 'Taille';
export interface PlannedAttribute {
  name: AttributeName;
  values: readonly { name: string; html: string | null }[];
}

export type VatRate = 20 | 5.5;
export type ProductKind = 'stored' | 'consumable' | 'service';

export interface PlannedProduct {
  key: string;
  name: string;
  description: string;
  category: string;
  kind: ProductKind;
  vat: VatRate;
  /** Without the extras of sizes, tax included. */
  price: number;
  axes: readonly { attribute: AttributeName; values: readonly { name: string; extra: number }[] }[];
  /** At least one; with no axes exactly one with `values: []`. In Odoo's order (axes, then values). */
  variants: readonly PlannedVariant[];
  archived: boolean;
  tracking: 'none' | 'lot';
  image: { shape: string; colour: string } | null;
  /** Days before "today" on which it was made. */
  age: number;
}

export interface PlannedVariant {
  values: readonly string[];
  sku: string;
  ean: string | null;
  cost: number;
  weight: number;
  archived: boolean;
  /** Colour of its own picture (hex), or null when the template's will do. */
  colour: string | null;
  /** Quantities by place, and the lot they belong to (tracked products). */
  stock: readonly { place: Place; quantity: number; lot: string | null }[];
  reorder: { min: number; max: number } | null;
}

export type Place = 'shop' | 'shelf' | 'depot';
export interface PlannedWarehouse {
  key: 'shop' | 'depot';
  name: string;
  code: string;
  shelf: string | null;
}

export interface PlannedCustomer {
  key: string;
  name: string;
  isCompany: boolean;
  email: string;
  phone: string;
  street: string;
  zip: string;
  city: string;
  vat: string | null;
}

export type OrderState = 'draft' | 'sent' | 'sale' | 'cancel';
export interface PlannedOrder {
  customer: string;
  state: OrderState;
  /** UTC, `YYYY-MM-DD HH:MM:SS`. */
  date: string;
  warehouse: 'shop' | 'depot';
  reference: string | null;
  delivery: 'none' | 'partial' | 'full';
  locked: boolean;
  lines: readonly { sku: string; quantity: number; discount: number }[];
}
