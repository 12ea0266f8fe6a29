/** Why a quantity or threshold of one product cannot be set in Odoo; each has its sentence and remedy in messages (remedies). */
export const STOCK_ERROR_CLASS = {
  /** Services have no stock. */
  stock_service: 'mapping',
  /** Consumables: Odoo does not count them. */
  stock_untracked: 'mapping',
  /** Sold as the parts of a bill of materials: the parts have stock, the kit has none. */
  stock_kit: 'mapping',
  stock_lot_tracked: 'mapping',
  stock_serial_tracked: 'mapping',
  /** The difference would leave fewer than none. */
  stock_would_be_negative: 'validation',
  /** Odoo shows less than nothing: taken over as it is, and said so. */
  stock_negative_in_odoo: 'validation',
  /** A rule in Odoo hides a part of the warehouse's goods from our user: what is shown is no count of it. */
  stock_partly_hidden: 'permission',
  /** Only an inventory administrator may apply a count. */
  stock_permission: 'permission',
  /** Odoo opened a dialog instead of applying: somebody counts the same product there. */
  stock_conflict: 'transient',
  /** The count, or what it differs by, is no multiple of the step that Odoo counts the product's unit in. */
  stock_finer_than_unit: 'validation',
  /** Odoo said yes, but no move came of it. */
  stock_not_applied: 'validation',
  /** A threshold is typed here, and the replenishment rule that it belongs to is out of sight in Odoo. */
  rule_out_of_reach: 'mapping',
  /** The answer to an earlier change is still awaited. */
  stock_answer_pending: 'transient',
} as const;

export type StockErrorCode = keyof typeof STOCK_ERROR_CLASS;

export class StockError extends Error {
  override readonly name = 'StockError';
  readonly class: (typeof STOCK_ERROR_CLASS)[StockErrorCode];
  constructor(
    readonly code: StockErrorCode,
    readonly params: Readonly<Record<string, unknown>> = {},
  ) {
    super(code);
    this.class = STOCK_ERROR_CLASS[code];
  }
}
