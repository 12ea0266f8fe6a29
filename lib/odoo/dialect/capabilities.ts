import type { Units } from './units';

/** What this server, this user and this company can do: found by asking (version, fields_get), decided here only. */
export interface Capabilities {
  /** "17.0", as shown to people. */
  serverVersion: string;
  major: number;
  transport: 'xmlrpc' | 'json2';
  uid: number;
  companyId: number;
  companyIds: readonly number[];
  /** The company, then the companies it is a branch of, nearest first (17+); elsewhere the company alone. */
  companyChain: readonly number[];
  /** Sent as `lang` with every call: always an installed one (FACTS.md A, Context). */
  language: string;
  languages: readonly string[];
  /** How a stored product is said (FACTS.md A, Templates). */
  storable: 'type' | 'detailed_type' | 'is_storable';
  /** How a count becomes stock (FACTS.md B, Stock): on 14 a quant's inventory_quantity applies at once. */
  setStock: 'inventory_quantity' | 'auto_apply' | 'apply';
  /** `taxes_id` field of a sale line and its unit. */
  orderLine: { tax: 'tax_id' | 'tax_ids'; unit: 'product_uom' | 'product_uom_id' };
  hasProductImage: boolean;
  /**
   * Main and variants' pictures are rows of product.image too (20 with its web shop): the first row by sequence is the
   * main picture, rows with attribute values are the variants'.
   */
  pictureRows: boolean;
  /**
   * A variant's sales price is its own (saas~19.1+): stored, computed anew whenever list_price or an extra of it is
   * written. Elsewhere it is the list price and the extras of its values.
   */
  ownPrices: boolean;
  /** A template keeps a barcode of its own when it gets several variants, and forbids it to them (20+). */
  templateBarcodes: boolean;
  hasDimensions: boolean;
  units: Units;
  /** Outgoing webhook actions exist (17+ with base_automation). */
  webhooks: boolean;
  /** Webhooks leave before Odoo commits (17, 18; FACTS.md C §6). */
  webhooksBeforeCommit: boolean;
  /** Largest image side Odoo stores untouched, and formats it takes. */
  images: { webp: boolean };
}
