import type { LineKind } from '@/db/schema/orders';

/** What a line says of itself; a field that a version or a missing module does not have is undefined. */
export interface LineFacts {
  /** line_section, line_subsection, line_note; null for what is sold. */
  displayType: string | null;
  /** The product's: "product", "consu", "service", "combo", or a kind of a module's own (14–17), which is a service. */
  productType: string | null;
  isDownPayment?: boolean | undefined;
  isDelivery?: boolean | undefined;
  isReward?: boolean | undefined;
  /** A cost passed on to the customer. */
  isExpense?: boolean | undefined;
  /** Of the product that the discount wizard of 17 and later makes for the company. */
  isDiscountProduct: boolean;
  quantity: number;
  unitPrice: number;
}

const TEXT: Readonly<Record<string, LineKind>> = {
  line_section: 'section',
  line_subsection: 'subsection',
  line_note: 'note',
};

/**
 * Goods told from the rest by what Odoo marks, not by names. A free product of a loyalty programme is a reward line
 * too, but goods leave the stock for it: only rewards that take something off, or are no goods, are rewards here. A
 * price below zero is a discount whatever product carries it: before 17 there is no wizard, and shops use one of theirs.
 */
export function lineKind(line: LineFacts): LineKind {
  if (line.displayType !== null) return TEXT[line.displayType] ?? 'note';
  if (line.isDownPayment) return 'down_payment';
  if (line.isDelivery) return 'delivery';
  const isGoods = !line.isExpense && (line.productType === 'product' || line.productType === 'consu');
  const takesOff = line.unitPrice < 0 && line.quantity > 0;
  if (line.isReward && (takesOff || !isGoods)) return 'reward';
  if (line.isDiscountProduct || takesOff) return 'discount';
  if (line.productType === 'combo') return 'combo';
  return isGoods ? 'goods' : 'service';
}
