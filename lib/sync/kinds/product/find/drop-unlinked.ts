import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import { products } from '@/db/schema/catalogue';
import { links } from '@/db/schema/links';
import { inEngineTransaction } from '../../../engine/engine-transaction';
import type { Decisions } from '../../../history/load-decisions';
import { directionOf } from '../../rules-of';
import { baseOf, type Link, NOBODY, NONE_MOVED, TEMPLATE } from '../family';
import { planFamily } from '../plan/plan-family';
import type { Surroundings } from '../surroundings';
import { loadFamiliesHere } from './load-families';

/** Products whose template Odoo has unlinked: logically deleted here, with what was typed meanwhile kept as a conflict. */
export async function dropUnlinked(around: Surroundings, gone: readonly Link[]): Promise<void> {
  const { run } = around;
  const headIds = gone.map((link) => link.localId);
  const families = await loadFamiliesHere(run.ctx.db, headIds);
  const decisions: Decisions = new Map();
  const report = run.report();
  const dead: string[] = [];
  const writes = directionOf(run.integration) !== 'to_odoo';
  for (const link of gone) {
    const here = families.get(link.localId);
    if (!here || here.head.deletedAt) continue;
    const subject = {
      kind: 'product' as const,
      localId: link.localId,
      odooModel: TEMPLATE,
      odooId: link.odooId,
      label: here.head.title,
    };
    if (run.checks) {
      const missing = { side: 'odoo' as const, outlook: writes ? ('to_here' as const) : ('stays' as const) };
      report.compared(subject, { values: 0, differences: [], missing });
      continue;
    }
    const plan = planFamily(
      {
        here,
        odoo: null,
        link: null,
        ours: false,
        variantLinks: [],
        mark: null,
        decisions,
        identities: new Map(),
        codesLeft: false,
        movedAway: NONE_MOVED,
        recombined: NOBODY,
        foreign: false,
        leftOut: new Set(),
      },
      around,
    );
    const base = baseOf(link) ?? {};
    for (const [field, value] of Object.entries(plan.head.here)) {
      if (base[field] === undefined || JSON.stringify(base[field]) === JSON.stringify(value)) continue;
      report.conflict(subject, {
        field,
        reason: 'deleted_and_changed',
        base: base[field],
        here: value,
        odoo: null,
        policy: run.integration.syncConfig.conflict_policy,
        choice: 'odoo',
        decided: false,
      });
      report.count('product', 'conflicts');
    }
    report.success(subject);
    if (!writes) continue;
    dead.push(link.localId);
    report.count('product', 'deleted_here');
    report.change(subject, {
      side: 'here',
      action: 'delete',
      fields: { active: { before: true, after: false } },
    });
  }
  await inEngineTransaction(run, async (tx) => {
    if (!run.run.dryRun) {
      const all = headIds.flatMap((id) => [id, ...(families.get(id)?.variants ?? []).map((row) => row.id)]);
      await tx
        .update(links)
        .set({ odooDeletedAt: sql`now()` })
        .where(
          and(
            eq(links.integrationId, run.integration.id),
            inArray(links.kind, ['product', 'variant']),
            anyOf(links.localId, all),
          ),
        );
      if (dead.length > 0) {
        const rows = dead.flatMap((id) => [id, ...(families.get(id)?.variants ?? []).map((row) => row.id)]);
        await tx
          .update(products)
          .set({ deletedAt: sql`now()` })
          .where(and(anyOf(products.id, rows), isNull(products.deletedAt)));
      }
    }
    await report.save(tx);
  });
}
