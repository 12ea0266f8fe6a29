import type { OdooVersion } from '../../version';
import type { RecordEvent } from './events';

export interface Rule {
  readonly trigger: string;
  /** Names of the trigger fields; empty = any. */
  readonly fields: readonly string[];
}

/**
 * How many requests one record's change sends. Without trigger fields each flush of stored computed fields fires
 * again, so that one created template is 14 or 15 requests (FACTS.md C §6, the table of requests).
 */
export function requestsFor(
  rule: Rule,
  event: RecordEvent,
  version: OdooVersion,
  together: number,
  failed: boolean,
): number {
  switch (rule.trigger) {
    case 'on_unlink':
      return event.kind === 'deleted' ? 1 : 0;
    case 'on_create':
      return event.kind === 'created' ? 1 : 0;
    case 'on_archive':
    case 'on_unarchive':
      return archiveRequests(event, version, together);
    case 'on_write':
    case 'on_create_or_write':
      return changeRequests(rule, event, version, together, failed);
    default:
      return 0;
  }
}

function changeRequests(
  rule: Rule,
  event: RecordEvent,
  version: OdooVersion,
  together: number,
  failed: boolean,
): number {
  if (event.kind === 'deleted') return 0;
  if (rule.fields.length > 0) {
    if (event.kind === 'created') return rule.trigger === 'on_create_or_write' ? 1 : 0;
    return rule.fields.some((field) => event.fields.has(field)) ? 1 : 0;
  }
  if (event.kind === 'changed') return changed(event, version);
  const all = created(event.model, version) - (together > 1 ? 1 : 0) - (failed ? 2 : 0);
  return Math.max(1, rule.trigger === 'on_write' ? all - 1 : all);
}

/** 17 fires on everything that is written, 18 and 19 only on the event itself. */
function archiveRequests(event: RecordEvent, version: OdooVersion, together: number): number {
  if (version === 17)
    return changeRequests({ trigger: 'on_write', fields: [] }, event, version, together, false);
  const now = event.row === undefined && event.kind === 'changed' && event.fields.has('active');
  return now ? 1 : 0;
}

type ByVersion = readonly [seventeen: number, eighteen: number, nineteen: number];
const CREATED: Record<string, ByVersion> = {
  'product.template': [14, 15, 15],
  'product.product': [8, 8, 9],
  'stock.quant': [10, 10, 9],
  'sale.order': [5, 4, 4],
};

function of(counts: ByVersion, version: OdooVersion): number {
  return counts[version - 17] ?? 1;
}

function created(model: string, version: OdooVersion): number {
  return of(CREATED[model] ?? [1, 1, 1], version);
}

function changed(event: RecordEvent, version: OdooVersion): number {
  if (event.model === 'product.template' && event.fields.has('image_1920')) return 6;
  if (event.model === 'stock.quant' && event.fields.has('quantity')) return of([7, 6, 8], version);
  if (event.model === 'sale.order' && event.fields.has('state')) return of([6, 6, 5], version);
  if (event.model === 'sale.order' && event.fields.has('amount_total')) return of([3, 2, 2], version);
  return 1;
}
