import { and, eq, gte, isNull, or, sql } from 'drizzle-orm';
import { integrations } from '@/db/schema/integrations';
import { links } from '@/db/schema/links';
import { readWitnesses } from '@/lib/odoo/intentions/read-witnesses';
import type { RunContext } from '../kinds/kind';
import { WITNESS_KINDS, WITNESSES } from './known-records';

/** Dates kept of a record: a restored backup gives it one of its earlier ones again. */
const KEPT = 5;
const PAGE = 2_000;

/**
 * After a run: when the records it tied or touched were made and last written in Odoo, and when Odoo was looked at. Not
 * asked again of what was tied as it was read; no call where nothing else was touched.
 */
export async function rememberWitnesses(run: RunContext): Promise<void> {
  for (const kind of WITNESS_KINDS) await rememberKind(run, kind);
  if (run.run.kinds !== null) return;
  const looked = { odoo: run.odoo.serverTime().getTime(), here: run.ctx.now().getTime() };
  await run.ctx.db
    .update(integrations)
    .set({ identity: sql`${integrations.identity} || ${JSON.stringify({ looked })}::jsonb` })
    .where(eq(integrations.id, run.integration.id));
}

async function rememberKind(run: RunContext, kind: (typeof WITNESS_KINDS)[number]): Promise<void> {
  const { db } = run.ctx;
  const moved = sql`coalesce(${links.odooDates}->>0 <> ${links.odooWriteDate}, true)`;
  const touched = run.run.startedAt ? and(gte(links.lastSyncedAt, run.run.startedAt), moved) : sql`false`;
  const rows = await db
    .select({ odooId: links.odooId })
    .from(links)
    .where(
      and(
        eq(links.integrationId, run.integration.id),
        eq(links.kind, kind),
        isNull(links.odooDeletedAt),
        isNull(links.outOfReachSince),
        or(touched, isNull(links.odooCreateDate)),
      ),
    );
  for (let at = 0; at < rows.length; at += PAGE) {
    const ids = rows.slice(at, at + PAGE).map(({ odooId }) => odooId);
    const found = [...(await readWitnesses(run.odoo, WITNESSES[kind], ids)).values()];
    if (found.length === 0) continue;
    await db.execute(sql`
      update links set odoo_create_date = now.create_date,
        odoo_dates = case when links.odoo_dates->>0 = now.write_date then links.odoo_dates
          else jsonb_path_query_array(jsonb_build_array(now.write_date) || links.odoo_dates, ${`$[0 to ${KEPT - 1}]`}::jsonpath) end
      from jsonb_to_recordset(${JSON.stringify(
        found.map(({ id, createDate, writeDate }) => ({
          id,
          create_date: createDate,
          write_date: writeDate,
        })),
      )}::jsonb) as now(id int, create_date text, write_date text)
      where links.integration_id = ${run.integration.id} and links.kind = ${kind} and links.odoo_id = now.id`);
  }
}
