import { and, eq, isNotNull } from 'drizzle-orm';
import { cursors } from '@/db/schema/feeds';
import { stockLinks } from '@/db/schema/links';
import { countRecords } from '@/lib/odoo/intentions/changes';
import { readFates } from '@/lib/odoo/intentions/read-fates';
import { type Domain, searchIds } from '@/lib/odoo/rows';
import type { RunContext } from '../kind';
import type { StockPair } from './pairs';

const RULES = 'stock.warehouse.orderpoint';
const COUNT_STREAM = `${RULES}:count`;

const ofCompany = ({ odoo }: RunContext): Domain => [['company_id', '=', odoo.capabilities.companyId]];

function known({ integration }: RunContext) {
  return and(eq(stockLinks.integrationId, integration.id), isNotNull(stockLinks.orderpointId));
}

/**
 * Products whose replenishment rule may be gone, or seen again: neither leaves a date. Rules are counted once a run,
 * where any is known; when there are more or fewer beyond the known ones than last time, every known one is looked at.
 */
export async function withLostRules(run: RunContext): Promise<{ ids: string[]; settled(): Promise<void> }> {
  const nothing = { ids: [], settled: async () => undefined };
  const { db } = run.ctx;
  if (!run.integration.syncConfig.fields.stock.includes('alert_threshold')) return nothing;
  const rows = await db.select({ id: stockLinks.productId }).from(stockLinks).where(known(run));
  if (rows.length === 0) return nothing;
  const total = await countRecords(run.odoo, RULES, ofCompany(run));
  const place = and(eq(cursors.integrationId, run.integration.id), eq(cursors.stream, COUNT_STREAM));
  const [before] = await db.select({ count: cursors.count }).from(cursors).where(place);
  const moved = before?.count !== total - rows.length;
  return {
    ids: moved ? [...new Set(rows.map((row) => row.id))] : [],
    settled: async () => {
      const count = total - (await db.$count(stockLinks, known(run)));
      await db
        .insert(cursors)
        .values({ integrationId: run.integration.id, stream: COUNT_STREAM, count })
        .onConflictDoUpdate({ target: [cursors.integrationId, cursors.stream], set: { count } });
    },
  };
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
