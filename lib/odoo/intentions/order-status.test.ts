import { describe, expect, it } from 'vitest';
import type { LineKind } from '@/db/schema/orders';
import { deliveryOf, type OrderFacts, orderStatus } from './order-status';

const facts = (over: Partial<OrderFacts>): OrderFacts => ({
  state: 'sale',
  deliveryStatus: null,
  pickings: [],
  lines: [],
  ...over,
});

const line = (kind: LineKind, ordered: number, delivered: number) => ({ kind, ordered, delivered });

describe('status of an order', () => {
  it.each([
    ['draft', facts({ state: 'draft' }), 'quotation'],
    ['sent', facts({ state: 'sent' }), 'quotation'],
    [
      'cancelled after a part was delivered (reads "full")',
      facts({ state: 'cancel', deliveryStatus: 'full' }),
      'cancelled',
    ],
    ['16+: pending', facts({ deliveryStatus: 'pending' }), 'confirmed'],
    ['16+: partial', facts({ deliveryStatus: 'partial' }), 'confirmed'],
    ['16+: full', facts({ deliveryStatus: 'full' }), 'delivered'],
    ['locked on 14–16', facts({ state: 'done', deliveryStatus: 'full' }), 'delivered'],
    ['14–15: waiting', facts({ pickings: ['assigned'] }), 'confirmed'],
    ['14–15: one part out', facts({ pickings: ['done', 'assigned'] }), 'confirmed'],
    ['14–15: all out', facts({ pickings: ['done', 'done'] }), 'delivered'],
    ['14–15: rest given up', facts({ pickings: ['done', 'cancel'] }), 'delivered'],
    ['14–15: all given up', facts({ pickings: ['cancel'] }), 'confirmed'],
    ['service not done', facts({ lines: [line('service', 2, 1)] }), 'confirmed'],
    ['service done', facts({ lines: [line('service', 2, 2)] }), 'delivered'],
    [
      'service done, with what is never delivered',
      facts({
        lines: [
          line('service', 2, 2),
          line('discount', 1, 0),
          line('reward', 1, 0),
          line('delivery', 1, 0),
          line('combo', 1, 0),
          line('down_payment', 1, 0),
          line('note', 0, 0),
        ],
      }),
      'delivered',
    ],
    [
      'goods of a combo not all there',
      facts({ lines: [line('goods', 1, 1), line('goods', 1, 0)] }),
      'confirmed',
    ],
    [
      '16+: all delivered, some on their way back',
      facts({ deliveryStatus: 'partial', lines: [line('goods', 5, 5)] }),
      'delivered',
    ],
    ['16+: all came back', facts({ deliveryStatus: 'full', lines: [line('goods', 5, 0)] }), 'delivered'],
    [
      '16+: goods delivered, service not done',
      facts({ deliveryStatus: 'full', lines: [line('goods', 5, 5), line('service', 1, 0)] }),
      'delivered',
    ],
    [
      'no transfers kept: service done, goods not',
      facts({ lines: [line('goods', 5, 0), line('service', 1, 1)] }),
      'confirmed',
    ],
    ['goods taken back', facts({ lines: [line('goods', -1, 0)] }), 'confirmed'],
    ['a discount alone', facts({ lines: [line('discount', 1, 0)] }), 'confirmed'],
    ['nothing sold', facts({}), 'confirmed'],
  ] as const)('%s', (_name, given, expected) => {
    expect(orderStatus(given)).toBe(expected);
  });

  it('says the delivery in the words of 16+ on 14 and 15 too', () => {
    expect(deliveryOf(facts({ pickings: ['assigned'] }))).toBe('pending');
    expect(deliveryOf(facts({ pickings: ['done', 'assigned'] }))).toBe('partial');
    expect(deliveryOf(facts({ pickings: ['done'] }))).toBe('full');
    expect(deliveryOf(facts({}))).toBeNull();
  });
});
