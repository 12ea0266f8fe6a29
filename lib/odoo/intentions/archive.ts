import { flag } from '../dialect/writes';
import type { RowResult } from '../row-result';
import type { OdooSession } from '../session';
import { updateRows } from '../update-rows';

export type Archivable = 'product.template' | 'product.product';

/** Archives; nothing is ever unlinked. A template takes its variants with it (FACTS.md B, Archive). */
export function archive(odoo: OdooSession, model: Archivable, ids: readonly number[]): Promise<RowResult[]> {
  return setActive(odoo, model, ids, false);
}

export function archiveVariants(odoo: OdooSession, ids: readonly number[]): Promise<RowResult[]> {
  return setActive(odoo, 'product.product', ids, false);
}

/** Brings single variants back; their template stays as it is. */
export function restoreVariants(odoo: OdooSession, ids: readonly number[]): Promise<RowResult[]> {
  return setActive(odoo, 'product.product', ids, true);
}

/** Odoo may wake all variants with their template, also those archived one by one before: these are archived again. */
export async function restore(
  odoo: OdooSession,
  templateIds: readonly number[],
  keepArchivedVariantIds: readonly number[],
): Promise<RowResult[]> {
  const restored = await setActive(odoo, 'product.template', templateIds, true);
  await archiveVariants(odoo, keepArchivedVariantIds);
  return restored;
}

function setActive(odoo: OdooSession, model: Archivable, ids: readonly number[], active: boolean) {
  return updateRows(
    odoo,
    model,
    ids.map((id) => ({ id, writes: [flag('active', active)] })),
  );
}
