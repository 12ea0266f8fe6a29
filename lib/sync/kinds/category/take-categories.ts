import { and, eq, sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { z } from 'zod';
import type { Db } from '@/db/client';
import { categories } from '@/db/schema/catalogue';
import { links } from '@/db/schema/sync';
import type { RemoteCategory } from '@/lib/odoo/records';
import type { Canonical } from '../../core/canonical';
import { diff } from '../../core/diff';
import { all, fold, nothing } from '../../core/fold';
import { type FieldConflict, type Reconciled, reconcile } from '../../core/reconcile';
import type { Rules } from '../../core/rules';
import { judgeDeletions } from '../../core/safety';
import { inEngineTransaction } from '../../engine/engine-transaction';
import { haltUnlessSafe } from '../../engine/safety-halt';
import type { BatchReport, Subject } from '../../history/batch-report';
import type { RunContext } from '../kind';
import { directionOf } from '../rules-of';
import { meetCategories, ownFields } from './meet-categories';
import { filteredIds, tieTrees } from './read-trees';
import {
  type CategoryRow,
  type CategoryTrees,
  canonicalHere,
  canonicalOdoo,
  type Link,
  parentsFirst,
} from './tree';

/** What is kept beside a category's base. */
const memoShape = z.object({ own: z.array(z.string()).default([]) });

/** Odoo → here: ties, creates, renames, moves, brings back, and drops what Odoo no longer has. One transaction. */
export async function takeCategories(run: RunContext, trees: CategoryTrees): Promise<CategoryTrees> {
  const gone = [...trees.linkOfOdoo.values()].filter(
    (link) => !trees.odoo.has(link.odooId) && !link.odooDeletedAt,
  );
  const known = [...trees.linkOfOdoo.values()].filter((link) => !link.odooDeletedAt).length;
  haltUnlessSafe(judgeDeletions({ known, missing: gone.length, side: 'odoo' }, run.run.confirmed));
  const pairs = run.run.dryRun ? [] : await meetCategories(run, trees);
  const report = run.report();
  if (run.run.dryRun) {
    await run.ctx.db.transaction(async (tx) => {
      await takeNew(tx, run, trees, report);
      await report.save(tx);
    });
    return trees;
  }
  await inEngineTransaction(run, async (tx) => {
    for (const pair of pairs) {
      await tx.insert(links).values({
        integrationId: run.integration.id,
        kind: 'category',
        odooModel: 'product.category',
        ...pair,
        memo: { own: ownFields(pair, trees) },
      });
    }
    for (const link of gone) await drop(tx, run, trees, link, report);
    await takeNew(tx, run, trees, report);
    await report.save(tx);
  });
  const tied = await tieTrees(run, [...trees.odoo.values()]);
  await takeChanges(run, tied);
  return tieTrees(run, [...trees.odoo.values()]);
}

async function takeNew(tx: Db, run: RunContext, trees: CategoryTrees, report: BatchReport): Promise<void> {
  if (run.integration.syncConfig.direction === 'export') return;
  const inside = filteredIds(run, trees.odoo.values());
  const tied = await tx
    .select({ odooId: links.odooId, localId: links.localId })
    .from(links)
    .where(and(eq(links.integrationId, run.integration.id), eq(links.kind, 'category')));
  const here = new Map(tied.map((link) => [link.odooId, link.localId]));
  for (const category of parentsFirst<number, RemoteCategory>([...trees.odoo.values()])) {
    if (trees.roots.has(category.id) || here.has(category.id) || (inside && !inside.has(category.id)))
      continue;
    const id = v7();
    const parentId = (category.parentId === null ? null : here.get(category.parentId)) ?? null;
    const base = canonicalOdoo(category, trees);
    here.set(category.id, id);
    report.count('category', 'seen');
    report.count('category', 'created_here');
    const subject = { ...subjectOf(category.name, category.id, id), localId: run.run.dryRun ? null : id };
    report.change(subject, {
      side: 'here',
      action: 'create',
      fields: diff({}, { name: base.name ?? '', parent: parentId }),
    });
    if (run.run.dryRun) continue;
    await tx.insert(categories).values({ id, parentId, name: String(base.name) });
    await tx.insert(links).values({
      integrationId: run.integration.id,
      kind: 'category',
      localId: id,
      odooModel: 'product.category',
      odooId: category.id,
      origin: 'odoo',
      base: { ...base, parent: parentId },
      odooWriteDate: category.writeDate,
      lastSyncedAt: new Date(),
    });
  }
}

async function drop(
  tx: Db,
  run: RunContext,
  trees: CategoryTrees,
  link: Link,
  report: BatchReport,
): Promise<void> {
  await tx.update(links).set({ odooDeletedAt: sql`now()` }).where(eq(links.id, link.id));
  const category = trees.here.get(link.localId);
  if (!run.mayWriteHere || !category || category.deletedAt) return;
  await tx.update(categories).set({ deletedAt: sql`now()` }).where(eq(categories.id, link.localId));
  report.count('category', 'deleted_here');
  report.change(subjectOf(category.name, link.odooId, link.localId), {
    side: 'here',
    action: 'delete',
    fields: {},
  });
}

/** The merge of every tied pair; what must go to Odoo is found again by `sendCategories`. */
async function takeChanges(run: RunContext, trees: CategoryTrees): Promise<void> {
  const report = run.report();
  const changed = [...trees.linkOfHere.values()].flatMap((link) => {
    const merged = mergeCategory(run, trees, link);
    return merged ? [{ link, ...merged }] : [];
  });
  await inEngineTransaction(run, async (tx) => {
    for (const { link, here, result, row } of changed) {
      const idle = Object.keys(result.toHere).length === 0;
      const base = fold(canonicalOf(link.base), result, { here: all, odoo: nothing });
      const subject = subjectOf(row.name, link.odooId, link.localId);
      const sending = result.conflicts.some((conflict) => awaitsSending(run, result, conflict));
      for (const conflict of result.conflicts) {
        if (awaitsSending(run, result, conflict)) continue;
        report.conflict(subject, { ...conflict, policy: run.integration.syncConfig.conflict_policy });
      }
      if (!sending) report.decided(subject);
      if (!idle && run.mayWriteHere) {
        const { name, parent, active } = result.toHere;
        await tx
          .update(categories)
          .set({
            ...(typeof name === 'string' ? { name } : {}),
            ...(parent === undefined ? {} : { parentId: typeof parent === 'string' ? parent : null }),
            ...(active === true ? { deletedAt: null } : {}),
          })
          .where(and(eq(categories.id, link.localId), eq(categories.version, row.version)));
        report.count('category', 'updated_here');
        report.change(subject, {
          side: 'here',
          action: active === true ? 'restore' : 'update',
          fields: diff(here, result.toHere),
        });
      }
      await tx.update(links).set({ base, lastSyncedAt: sql`now()` }).where(eq(links.id, link.id));
    }
    const found = new Set(changed.map(({ link }) => link.localId));
    for (const localId of trees.decisions.keys()) {
      if (!found.has(localId)) report.decided(subjectOf('', null, localId));
    }
    report.count('category', 'seen', trees.linkOfHere.size);
    await report.save(tx);
  });
}

/** A person's decision for the value here is carried out only once Odoo has it: `sendCategories` tells of it. */
export function awaitsSending(
  run: RunContext,
  result: Reconciled,
  { decided, field }: FieldConflict,
): boolean {
  return decided && run.mayWriteOdoo && result.toOdoo[field] !== undefined;
}

export interface MergedCategory {
  readonly row: CategoryRow;
  readonly remote: RemoteCategory;
  readonly here: Canonical;
  readonly odoo: Canonical;
  readonly result: Reconciled;
}

/** Null when one side is gone or nothing at all has to be done. */
export function mergeCategory(run: RunContext, trees: CategoryTrees, link: Link): MergedCategory | null {
  const row = trees.here.get(link.localId);
  const remote = trees.odoo.get(link.odooId);
  if (!row || !remote || link.odooDeletedAt) return null;
  const here = canonicalHere(row);
  const odoo = canonicalOdoo(remote, trees);
  const result = reconcile(canonicalOf(link.base), here, odoo, {
    ...rulesOf(run, link, row, remote),
    decisions: trees.decisions.get(link.localId),
  });
  const idle =
    link.base !== null &&
    [result.toHere, result.toOdoo, result.conflicts].every((part) => Object.keys(part).length === 0) &&
    Object.keys(diff(canonicalOf(link.base) ?? {}, result.base)).length === 0;
  return idle ? null : { row, remote, here, odoo, result };
}

function rulesOf(run: RunContext, link: Link, row: CategoryRow, remote: RemoteCategory): Rules {
  const { conflict_policy: policy } = run.integration.syncConfig;
  const direction = directionOf(run.integration);
  const own = memoShape.parse(link.memo).own;
  const fields = ['name', 'parent']
    .filter((field) => !own.includes(field))
    .map((field) => [field, { direction }]);
  const toHere = direction === 'both' || direction === 'to_here' ? 'to_here' : 'none';
  return {
    fields: { ...Object.fromEntries(fields), active: { direction: toHere } },
    policy,
    newer: row.updatedAt > new Date(`${remote.writeDate.replace(' ', 'T')}Z`) ? 'here' : 'odoo',
    alive: 'active',
  };
}

export function canonicalOf(base: Link['base']): Canonical | null {
  return base === null ? null : z.record(z.string(), z.json()).parse(base);
}

export function subjectOf(name: string, odooId: number | null, localId: string | null): Subject {
  return { kind: 'category', localId, odooModel: 'product.category', odooId, label: name };
}
