import { and, asc, eq, gt, isNotNull, isNull, sql } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import { products } from '@/db/schema/catalogue';
import { outbox } from '@/db/schema/feeds';
import { conflicts, syncErrors } from '@/db/schema/inbox';
import { links } from '@/db/schema/links';
import { outOfReachLinks } from '../../../engine/reach';
import type { RunContext } from '../../kind';
import { TEMPLATE } from '../family';
import type { Surroundings } from '../surroundings';
import { dueErrors } from './awaited-templates';
import { passedFirst } from './passed-codes';

/**
 * Ids of products here to look at: edited, to be tried again, decided about; in a first or full run every one. What is
 * out of reach in Odoo waits until it is back.
 */
export async function* changedHere(around: Surroundings): AsyncGenerator<string[]> {
  const { run } = around;
  const { db } = run.ctx;
  const edited = await db
    .select({ id: outbox.localId })
    .from(outbox)
    .where(and(eq(outbox.integrationId, run.integration.id), eq(outbox.kind, 'product')))
    .orderBy(asc(outbox.changedAt));
  const failed = await db
    .select({ id: syncErrors.localId })
    .from(syncErrors)
    .where(and(dueErrors(run), isNotNull(syncErrors.localId)));
  const decided = await db
    .select({ id: conflicts.localId })
    .from(conflicts)
    .where(
      and(
        eq(conflicts.integrationId, run.integration.id),
        eq(conflicts.status, 'settled'),
        isNull(conflicts.appliedAt),
        isNotNull(conflicts.localId),
      ),
    );
  const done = new Set<string>();
  const named = await headsOf(
    run,
    [...edited, ...failed, ...decided].flatMap((row) => row.id ?? []),
  );
  // What goes to Odoo at once needs no order.
  const ordered = named.length > run.batchSize ? await passedFirst(db, run.integration.id, named) : named;
  for (let at = 0; at < ordered.length; at += run.batchSize) {
    const page = ordered.slice(at, at + run.batchSize);
    for (const id of page) done.add(id);
    yield page;
  }
  if (!(await looksAtAll(run))) return;
  for (let last = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows = await db
      .select({ id: products.id })
      .from(products)
      .where(and(isNull(products.parentId), isNull(products.deletedAt), gt(products.id, last), notTied(run)))
      .orderBy(asc(products.id))
      .limit(run.batchSize);
    const end = rows.at(-1);
    if (!end) return;
    yield rows.map((row) => row.id).filter((id) => !done.has(id));
    last = end.id;
  }
}

/** About how many products here a run has before it: those waiting, and in a run over all of them those that nothing ties. */
export async function howManyHere({ run }: Surroundings): Promise<number> {
  const { db } = run.ctx;
  const waiting = db.$count(
    outbox,
    and(eq(outbox.integrationId, run.integration.id), eq(outbox.kind, 'product')),
  );
  if (!(await looksAtAll(run))) return waiting;
  const untied = db.$count(
    products,
    and(isNull(products.parentId), isNull(products.deletedAt), notTied(run)),
  );
  const both = db
    .select({ id: outbox.localId })
    .from(outbox)
    .innerJoin(products, eq(products.id, outbox.localId))
    .where(
      and(
        eq(outbox.integrationId, run.integration.id),
        eq(outbox.kind, 'product'),
        isNull(products.deletedAt),
        notTied(run),
      ),
    );
  return (await waiting) + (await untied) - (await db.$count(both.as('both')));
}

const notTied = (run: RunContext) => sql`not exists (select 1 from ${links}
  where ${links.integrationId} = ${run.integration.id} and ${links.kind} = 'product' and ${links.localId} = ${products.id})`;

async function headsOf(run: RunContext, ids: readonly string[]): Promise<string[]> {
  const heads: string[] = [];
  for (let at = 0; at < ids.length; at += 5_000) {
    const rows = await run.ctx.db
      .select({ id: products.id, parentId: products.parentId })
      .from(products)
      .where(anyOf(products.id, ids.slice(at, at + 5_000)));
    heads.push(...rows.map((row) => row.parentId ?? row.id));
  }
  const away = new Set((await outOfReachLinks(run, TEMPLATE)).map((link) => link.localId));
  return [...new Set(heads)].filter((id) => !away.has(id));
}

/**
 * Whether a run looks at every product here that nothing ties: a full one, and those before the first that went well,
 * as products older than the integration have no outbox row.
 */
export async function looksAtAll({ ctx, integration, run }: RunContext): Promise<boolean> {
  if (run.mode === 'full') return true;
  const rows = await ctx.db.execute(sql`
    select 1 from cursors where integration_id = ${integration.id} and stream = ${TEMPLATE} and watermark is not null`);
  return rows.length === 0;
}
