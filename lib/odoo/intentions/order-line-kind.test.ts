import { describe, expect, it } from 'vitest';
import { type LineFacts, lineKind } from './order-line-kind';

const line = (over: Partial<LineFacts>): LineFacts => ({
  displayType: null,
  productType: 'consu',
  isDiscountProduct: false,
  quantity: 1,
  unitPrice: 10,
  ...over,
});

describe('kind of an order line', () => {
  it.each([
    ['goods of 18+', line({}), 'goods'],
    ['stored goods of 14–17', line({ productType: 'product' }), 'goods'],
    ['goods taken back by a line below zero', line({ quantity: -1 }), 'goods'],
    ['a service', line({ productType: 'service' }), 'service'],
    ["a module's own kind of service", line({ productType: 'event' }), 'service'],
    ['a cost passed on', line({ isExpense: true }), 'service'],
    ['delivery', line({ productType: 'service', isDelivery: true }), 'delivery'],
    ['free delivery', line({ productType: 'service', isDelivery: true, unitPrice: 0 }), 'delivery'],
    ['a reward', line({ productType: 'service', isReward: true, unitPrice: -2.4 }), 'reward'],
    ['a reward that names goods', line({ isReward: true, unitPrice: -6 }), 'reward'],
    ['goods given free', line({ isReward: true, unitPrice: 10 }), 'goods'],
    [
      "the wizard's discount",
      line({ productType: 'service', isDiscountProduct: true, unitPrice: -20 }),
      'discount',
    ],
    ['a discount by hand', line({ unitPrice: -10 }), 'discount'],
    [
      'an advance',
      line({ productType: null, isDownPayment: true, quantity: 0, unitPrice: 300 }),
      'down_payment',
    ],
    ['the head of a combo', line({ productType: 'combo', unitPrice: 0 }), 'combo'],
    ['a section', line({ displayType: 'line_section', productType: null }), 'section'],
    ['the section of advances', line({ displayType: 'line_section', isDownPayment: true }), 'section'],
    ['a subsection', line({ displayType: 'line_subsection', productType: null }), 'subsection'],
    ['a note', line({ displayType: 'line_note', productType: null }), 'note'],
  ] as const)('%s', (_name, given, expected) => {
    expect(lineKind(given)).toBe(expected);
  });
});
