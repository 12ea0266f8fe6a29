import { z } from 'zod';
import { instantOf } from '@/lib/odoo/dialect/instant';
import type { RemoteCategory } from '@/lib/odoo/records';
import type { Canonical } from '../../core/canonical';
import { diff } from '../../core/diff';
import { type FieldConflict, type Reconciled, reconcile } from '../../core/reconcile';
import type { Rules } from '../../core/rules';
import type { Subject } from '../../history/batch-report';
import type { RunContext } from '../kind';
import { directionOf } from '../rules-of';
import { asAgreed, isUnseen, unseenMark } from '../unseen';
import { type CategoryRow, type CategoryTrees, canonicalHere, canonicalOdoo, type Link } from './tree';

/** What is kept beside a category's base. */
const memoShape = z.object({
  /** Fields that stay each side's own. */
  own: z.array(z.string()).default([]),
  /** What was sent last, while a replica may not show it yet. */
  unseen: unseenMark.optional(),
});

export interface MergedCategory {
  readonly row: CategoryRow;
  readonly remote: RemoteCategory;
  readonly here: Canonical;
  readonly odoo: Canonical;
  /** What the merge took for unchanged. */
  readonly base: Canonical | null;
  readonly rules: Rules;
  readonly result: Reconciled;
}

/** Null when one side is gone or nothing at all has to be done. */
export function mergeCategory(run: RunContext, trees: CategoryTrees, link: Link): MergedCategory | null {
  const merged = holdTogether(run, trees, link);
  if (!merged) return null;
  const { result } = merged;
  const idle =
    link.base !== null &&
    link.prevails === null &&
    [result.toHere, result.toOdoo, result.conflicts].every((part) => Object.keys(part).length === 0) &&
    Object.keys(diff(canonicalOf(link.base) ?? {}, result.base)).length === 0;
  return idle ? null : merged;
}

/** Both sides of a tied category through the merge, whatever comes of it; null when one side is gone. */
export function holdTogether(run: RunContext, trees: CategoryTrees, link: Link): MergedCategory | null {
  const row = trees.here.get(link.localId);
  const remote = trees.odoo.get(link.odooId);
  if (!row || !remote || link.odooDeletedAt) return null;
  const here = canonicalHere(row);
  const { unseen } = memoShape.parse(link.memo);
  const shown = canonicalOdoo(remote, trees);
  const late = isUnseen(run.odoo, unseen, remote.writeDate);
  const odoo = late ? asAgreed(shown, canonicalOf(link.base)) : shown;
  const base = baseToMerge(link, here, odoo);
  const rules = rulesOf(run, link, row, remote);
  const result = reconcile(base, here, odoo, { ...rules, decisions: trees.decisions.get(link.localId) });
  return { row, remote, here, odoo, base, rules, result };
}

/** After Odoo went back a person chose whose values count. */
function baseToMerge(link: Link, here: Canonical, odoo: Canonical): Canonical | null {
  if (!link.prevails) return canonicalOf(link.base);
  return link.prevails === 'here' ? odoo : here;
}

function rulesOf(run: RunContext, link: Link, row: CategoryRow, remote: RemoteCategory): Rules {
  const { conflict_policy: policy } = run.integration.syncConfig;
  const direction = directionOf(run.integration);
  // What we made there was called alike: a mark from before that was known keeps nothing apart.
  const own = link.origin === 'here' ? [] : memoShape.parse(link.memo).own;
  const fields = ['name', 'parent']
    .filter((field) => !own.includes(field))
    .map((field) => [field, { direction }]);
  const toHere = direction === 'both' || direction === 'to_here' ? 'to_here' : 'none';
  return {
    fields: { ...Object.fromEntries(fields), active: { direction: toHere } },
    policy,
    newer: row.updatedAt > writtenAt(remote) ? 'here' : 'odoo',
    alive: 'active',
  };
}

const writtenAt = ({ writeDate }: RemoteCategory) => instantOf(writeDate);

/** What is asked, or was decided, about a category, with when each side was edited last. */
export function conflictsOf({ row, remote, result }: MergedCategory) {
  const changedAt = { here: row.updatedAt, odoo: writtenAt(remote) };
  return result.conflicts.map((conflict) => ({ ...conflict, changedAt }));
}

/** A person's decision for the value here is carried out only once Odoo has it: `sendCategories` tells of it. */
export function awaitsSending(
  run: RunContext,
  result: Reconciled,
  { decided, field }: FieldConflict,
): boolean {
  return decided && run.mayWriteOdoo && result.toOdoo[field] !== undefined;
}

export function canonicalOf(base: Link['base']): Canonical | null {
  return base === null ? null : z.record(z.string(), z.json()).parse(base);
}

export function subjectOf(name: string, odooId: number | null, localId: string | null): Subject {
  return { kind: 'category', localId, odooModel: 'product.category', odooId, label: name };
}
