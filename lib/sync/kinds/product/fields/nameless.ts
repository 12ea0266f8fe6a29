import { normaliseLine } from '@/lib/catalogue/text';
import type { RemoteTemplate } from '@/lib/odoo/records';
import { beginningOf } from '../../unreadable-value';

/**
 * What stands here for the name of a product whose own cannot be kept, which is told. Nobody has typed it: it is taken
 * for agreed, never sent, and a shorter name of Odoo's comes in its place.
 */
export function nameless(template: RemoteTemplate | null): string {
  return beginningOf(normaliseLine(template?.name ?? ''));
}
