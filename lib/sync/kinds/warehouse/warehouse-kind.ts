import { and, eq, isNull, ne, notExists, sql } from 'drizzle-orm';
import type { Db } from '@/db/client';
import { warehouses } from '@/db/schema/catalogue';
import { outbox } from '@/db/schema/feeds';
import { integrations } from '@/db/schema/integrations';
import { links, stockLinks } from '@/db/schema/links';
import type { RemoteWarehouse } from '@/lib/odoo/records';
import { compare } from '../../core/compare';
import { inEngineTransaction } from '../../engine/engine-transaction';
import { markInReach, markOutOfReach } from '../../engine/reach';
import type { BatchReport, ReportedComparison } from '../../history/batch-report';
import type { RunContext, SyncKind } from '../kind';
import { isChosen, selectedWarehouses } from './selection';

const MODEL = 'stock.warehouse';

type WarehouseRow = typeof warehouses.$inferSelect;
type LinkRow = typeof links.$inferSelect;

/**
 * Warehouses come from Odoo: added and renamed here as they are there; never written to Odoo. One that is no longer
 * selected is archived here, so that its old counts are not taken for current ones. One that is selected and archived in
 * Odoo, or out of sight there, stays with its counts, which wait until it is back or another one is chosen.
 */
export const warehouseKind: SyncKind = {
  name: 'warehouse',
  selected: (integration) => integration.syncConfig.fields.stock.length > 0,
  phases: { reference: syncWarehouses },
};

async function syncWarehouses(run: RunContext): Promise<void> {
  const { integration, reference } = run;
  const selected = selectedWarehouses(integration, reference.warehouses);
  const known = await run.ctx.db
    .select({ link: links, warehouse: warehouses })
    .from(links)
    .innerJoin(warehouses, eq(warehouses.id, links.localId))
    .where(and(eq(links.integrationId, integration.id), eq(links.kind, 'warehouse')));
  const report = run.report();
  if (run.checks) {
    for (const remote of selected.all) {
      const pair = known.find(({ link }) => link.odooId === remote.id);
      report.compared(
        subject(pair?.warehouse.id ?? null, remote),
        compareWarehouse(pair?.warehouse ?? null, remote),
      );
    }
    await run.ctx.db.transaction((tx) => report.save(tx));
    return;
  }
  report.count('warehouse', 'seen', selected.all.length);
  if (run.run.dryRun) return;
  await inEngineTransaction(run, async (tx) => {
    for (const remote of selected.all) {
      const pair = known.find(({ link }) => link.odooId === remote.id);
      if (pair) {
        await follow(run, tx, remote, pair, report);
        if (pair.link.outOfReachSince) await comeBack(run, tx, pair.link);
      } else await meet(run, tx, remote, remote === selected.default, report);
    }
    const gone = known.filter(({ link }) => !selected.all.some((remote) => remote.id === link.odooId));
    for (const pair of gone) {
      if (isChosen(integration, pair.link.odooId))
        await markOutOfReach(tx, run, ['warehouse'], [pair.link.localId]);
      else await retire(run, tx, pair, report);
    }
    if (selected.default) await keepChoice(run, tx, selected.default);
    if (run.mayWriteHere && selected.default) await chooseDefault(run, tx, selected.default);
    await report.save(tx);
  });
}

/**
 * Adopts the warehouse of that code, or for the default one the only one made here, before making a second. One that
 * is another Odoo's house already stays that one's alone, name and goods; only where nothing is written here may two
 * Odoos be sent the same counts.
 */
async function meet(
  run: RunContext,
  tx: Db,
  remote: RemoteWarehouse,
  isDefault: boolean,
  report: BatchReport,
): Promise<void> {
  const candidates = await tx
    .select()
    .from(warehouses)
    .where(
      and(
        isNull(warehouses.archivedAt),
        notExists(
          tx
            .select()
            .from(links)
            .where(
              and(
                eq(links.kind, 'warehouse'),
                eq(links.localId, warehouses.id),
                run.mayWriteHere ? undefined : eq(links.integrationId, run.integration.id),
              ),
            ),
        ),
      ),
    )
    .limit(500);
  const adopted =
    candidates.find((one) => one.code === remote.code) ??
    (isDefault ? candidates.find((one) => one.isDefault) : undefined);
  const local = adopted ?? (run.mayWriteHere ? await make(tx, remote) : undefined);
  if (!local) return;
  await tx.insert(links).values({
    integrationId: run.integration.id,
    kind: 'warehouse',
    localId: local.id,
    odooModel: MODEL,
    odooId: remote.id,
    origin: adopted ? 'here' : 'odoo',
    base: {},
    lastSyncedAt: run.ctx.now(),
  });
  if (adopted && run.mayWriteHere) await rename(tx, adopted, remote);
  report.count('warehouse', adopted ? 'updated_here' : 'created_here');
  report.change(subject(local.id, remote), {
    side: 'here',
    action: adopted ? 'link' : 'create',
    fields: { name: { before: adopted?.name ?? null, after: remote.warehouseName } },
  });
}

async function make(tx: Db, remote: RemoteWarehouse): Promise<WarehouseRow | undefined> {
  const [made] = await tx
    .insert(warehouses)
    .values({ name: remote.warehouseName, code: remote.code })
    .returning();
  return made;
}

async function follow(
  run: RunContext,
  tx: Db,
  remote: RemoteWarehouse,
  { warehouse }: { link: LinkRow; warehouse: WarehouseRow },
  report: BatchReport,
): Promise<void> {
  const same =
    warehouse.name === remote.warehouseName &&
    warehouse.code === remote.code &&
    warehouse.archivedAt === null;
  if (same || !run.mayWriteHere) {
    report.count('warehouse', 'unchanged');
    return;
  }
  await rename(tx, warehouse, remote);
  report.count('warehouse', 'updated_here');
  report.change(subject(warehouse.id, remote), {
    side: 'here',
    action: warehouse.archivedAt ? 'restore' : 'update',
    fields: { name: { before: warehouse.name, after: remote.warehouseName } },
  });
}

async function rename(tx: Db, local: WarehouseRow, remote: RemoteWarehouse): Promise<void> {
  await tx
    .update(warehouses)
    .set({ name: remote.warehouseName, code: remote.code, archivedAt: null })
    .where(eq(warehouses.id, local.id));
}

async function retire(
  run: RunContext,
  tx: Db,
  { link, warehouse }: { link: LinkRow; warehouse: WarehouseRow },
  report: BatchReport,
): Promise<void> {
  if (warehouse.archivedAt !== null || !run.mayWriteHere) return;
  await tx
    .update(warehouses)
    .set({ archivedAt: run.ctx.now(), isDefault: false })
    .where(eq(warehouses.id, warehouse.id));
  report.count('warehouse', 'deleted_here');
  report.change(
    {
      kind: 'warehouse',
      localId: warehouse.id,
      odooModel: MODEL,
      odooId: link.odooId,
      label: warehouse.name,
    },
    { side: 'here', action: 'archive', fields: {} },
  );
}

/** The first warehouse of the company is taken once: it is not another one for having been archived since. */
async function keepChoice({ integration }: RunContext, tx: Db, main: RemoteWarehouse): Promise<void> {
  if (integration.defaultWarehouseId !== null || integration.warehouseIds.length > 0) return;
  await tx
    .update(integrations)
    .set({ defaultWarehouseId: main.id })
    .where(
      and(
        eq(integrations.id, integration.id),
        isNull(integrations.defaultWarehouseId),
        eq(integrations.warehouseIds, []),
      ),
    );
}

/** What moved in it meanwhile is named by no feed: every count of it is compared anew. */
async function comeBack({ integration }: RunContext, tx: Db, link: LinkRow): Promise<void> {
  await markInReach(tx, [link.id]);
  await tx.execute(sql`
    insert into ${outbox} (integration_id, kind, local_id)
    select distinct ${stockLinks.integrationId}, 'stock', ${stockLinks.productId} from ${stockLinks}
    where ${stockLinks.integrationId} = ${integration.id} and ${stockLinks.warehouseId} = ${link.localId}
    on conflict do nothing`);
}

/** The default here follows the one chosen for Odoo, unless the default here belongs to another integration. */
async function chooseDefault(run: RunContext, tx: Db, main: RemoteWarehouse): Promise<void> {
  const own = and(eq(links.integrationId, run.integration.id), eq(links.kind, 'warehouse'));
  const [link] = await tx
    .select({ localId: links.localId })
    .from(links)
    .where(and(own, eq(links.odooId, main.id)));
  const [current] = await tx.select().from(warehouses).where(eq(warehouses.isDefault, true));
  if (!link || current?.id === link.localId) return;
  if (current) {
    const [theirs] = await tx
      .select({ id: links.id })
      .from(links)
      .where(
        and(
          eq(links.kind, 'warehouse'),
          eq(links.localId, current.id),
          ne(links.integrationId, run.integration.id),
        ),
      );
    if (theirs) return;
    await tx.update(warehouses).set({ isDefault: false }).where(eq(warehouses.id, current.id));
  }
  await tx.update(warehouses).set({ isDefault: true }).where(eq(warehouses.id, link.localId));
}

function compareWarehouse(here: WarehouseRow | null, remote: RemoteWarehouse): ReportedComparison {
  if (here === null) return { values: 0, differences: [], missing: { side: 'here', outlook: 'to_here' } };
  const odoo = { name: remote.warehouseName, code: remote.code };
  const rule = { direction: 'to_here' as const };
  return compare(
    { name: here.name, code: here.code },
    odoo,
    { name: rule, code: rule },
    {
      toHere: odoo,
      toOdoo: {},
      conflicts: [],
      base: odoo,
    },
  );
}

function subject(localId: string | null, remote: RemoteWarehouse) {
  return {
    kind: 'warehouse' as const,
    localId,
    odooModel: MODEL,
    odooId: remote.id,
    label: remote.warehouseName,
  };
}
