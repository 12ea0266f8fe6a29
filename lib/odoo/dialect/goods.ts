import type { Goods } from '../records';
import type { Capabilities } from './capabilities';

/**
 * Kind of goods ↔ Odoo's fields (FACTS.md A, Templates): 14 `type`, 15–17 `detailed_type`, 18+ `type` and
 * `is_storable`. Modules add kinds of their own to detailed_type (events, gifts): `type` then says what they are.
 */
export function readGoods(row: { type?: unknown; detailed_type?: unknown; is_storable?: unknown }): Goods {
  const kind = isKnown(row.detailed_type) ? row.detailed_type : row.type;
  if (kind === 'service' || kind === 'combo') return kind;
  return kind === 'product' || row.is_storable === true ? 'stored' : 'consumable';
}

/** A service with is_storable is taken and kept by 18 and 19: the flag is always said. Combos cannot be made without choices. */
export function writeGoods(
  goods: Goods,
  { storable }: Pick<Capabilities, 'storable'>,
): Record<string, unknown> {
  if (goods === 'combo') return {};
  if (storable === 'is_storable') {
    return { type: goods === 'service' ? 'service' : 'consu', is_storable: goods === 'stored' };
  }
  const kind = { stored: 'product', consumable: 'consu', service: 'service' }[goods];
  return { [storable]: kind };
}

function isKnown(kind: unknown): boolean {
  return kind === 'product' || kind === 'consu' || kind === 'service' || kind === 'combo';
}
