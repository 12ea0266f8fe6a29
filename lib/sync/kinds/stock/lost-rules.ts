import { and, eq, isNotNull } from 'drizzle-orm';
import { stockLinks } from '@/db/schema/links';
import { readFates } from '@/lib/odoo/intentions/read-fates';
import { type Domain, searchIds } from '@/lib/odoo/rows';
import type { RunContext } from '../kind';
import type { StockPair } from './pairs';
import { vanishedRows } from './vanished-rows';

const RULES = 'stock.warehouse.orderpoint';

const ofCompany = ({ odoo }: RunContext): Domain => [['company_id', '=', odoo.capabilities.companyId]];

function known({ integration }: RunContext) {
  return and(eq(stockLinks.integrationId, integration.id), isNotNull(stockLinks.orderpointId));
}

/**
 * Products whose replenishment rule may be gone, or seen again: neither leaves a date. Where any rule is known they are
 * counted once a run; when some went or came back, every known one is looked at.
 * @param newest the highest id of a rule that this run was shown
 */
export async function withLostRules(
  run: RunContext,
  newest: number,
): Promise<{ ids: string[]; settled(): Promise<void> }> {
  const nothing = { ids: [], settled: async () => undefined };
  if (!run.integration.syncConfig.fields.stock.includes('alert_threshold')) return nothing;
  const rows = await run.ctx.db.select({ id: stockLinks.productId }).from(stockLinks).where(known(run));
  if (rows.length === 0) return nothing;
  const { moved, settled } = await vanishedRows(run, RULES, ofCompany(run), newest);
  return { ids: moved ? [...new Set(rows.map((row) => row.id))] : [], settled };
}

/**
 * Of pairs whose known rule was not read: those of which Odoo does not say that it is unlinked, nor shows it elsewhere.
 * Such a rule is out of sight, and its threshold takes no part.
 */
export async function withHiddenRules(
  run: RunContext,
  missing: readonly StockPair[],
): Promise<ReadonlySet<StockPair>> {
  const ids = missing.flatMap(({ link }) => link?.orderpointId ?? []);
  if (ids.length === 0) return new Set();
  const moved = new Set(await searchIds(run.odoo, RULES, [['id', 'in', ids], ...ofCompany(run)]));
  const unseen = ids.filter((id) => !moved.has(id));
  const { gone } = await readFates(run.odoo, RULES, unseen);
  const hidden = new Set(unseen.filter((id) => !gone.has(id)));
  return new Set(missing.filter(({ link }) => hidden.has(link?.orderpointId ?? 0)));
}
