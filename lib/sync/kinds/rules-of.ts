import type { Direction } from '../core/rules';
import type { Integration } from './kind';

/** The integration's direction as the merge says it. */
export function directionOf(integration: Pick<Integration, 'syncConfig'>): Direction {
  const { direction } = integration.syncConfig;
  return direction === 'bidirectional' ? 'both' : direction === 'import' ? 'to_here' : 'to_odoo';
}
