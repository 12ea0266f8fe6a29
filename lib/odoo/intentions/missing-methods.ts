import type { CapabilityName } from '../dialect/ways';
import { OdooError } from '../errors';
import type { Needs } from '../needed-rights';
import { countRows } from '../rows';
import type { OdooSession } from '../session';
import { sumQuants } from './quantities';
import { externalIdsOf } from './read-external-ids';

export interface MissingMethods {
  /** Methods refused as unknown so far; something else does their work unless it is named below. */
  gone: readonly string[];
  /** What these settings need and this server has no way to do. */
  impossible: CapabilityName[];
}

/**
 * Asks, without changing anything, for each way of speaking that these settings need, so that an Odoo nobody has seen
 * yet is told by what it lacks before the first run meets it.
 */
export async function findMissingMethods(odoo: OdooSession, needs: Needs): Promise<MissingMethods> {
  const probes: [CapabilityName, () => Promise<unknown>][] = [
    ['count', () => countRows(odoo, 'product.template')],
    ['externalIds', () => externalIdsOf(odoo, 'product.template', [])],
  ];
  if (needs.fields.stock.includes('quantity')) {
    probes.push(['sums', () => sumQuants(odoo, [['id', '=', 0]])]);
  }
  if (needs.direction !== 'import') {
    const nothing = () => odoo.call('product.template', 'load', [['id'], []], {}, { repeatable: true });
    probes.push(['creation', () => odoo.ways.take('creation', { load: nothing })]);
  }
  const impossible: CapabilityName[] = [];
  for (const [name, probe] of probes) {
    try {
      await probe();
    } catch (error) {
      if (!(error instanceof OdooError)) throw error;
      if (error.code === 'unknown_method') impossible.push(name);
      // Other refusals have checks of their own: rights, applications that are not installed.
    }
  }
  return { gone: odoo.ways.gone, impossible };
}
