import type { RemoteTemplate, RemoteVariant } from '@/lib/odoo/records';

/** Whether the lines of its template still have all values of a variant; archived, it may carry some they lost. */
export function isOffered({ lines }: RemoteTemplate, { ptavIds }: RemoteVariant): boolean {
  const offered = new Set(
    lines.flatMap(({ values }) => values.flatMap(({ ptavId, active }) => (active ? [ptavId] : []))),
  );
  return ptavIds.every((id) => offered.has(id));
}
