import type { Env } from './orm/env';
import type { Wire } from './orm/values';

/** What makes a product's goods counted, as its version writes it. */
export function storable({ caps }: Pick<Env, 'caps'>): Record<string, Wire> {
  return caps.storable === 'is_storable' ? { is_storable: true } : { [caps.storable]: 'product' };
}
