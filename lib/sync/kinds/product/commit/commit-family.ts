import { eq, sql } from 'drizzle-orm';
import { links } from '@/db/schema/links';
import type { RemoteTemplate } from '@/lib/odoo/records';
import { type Link, PRODUCT, TEMPLATE } from '../family';
import { isRecombinedAsleep } from '../find/recombined';
import type { FamilyPlan } from '../plan/plan-family';
import type { MemberPlan } from '../plan/plan-record';
import type { SettledFamily } from './settle';
import { type TiedTo, tie, untie } from './tie';
import type { Tools } from './tools';
import { writeFamily } from './write-family';

export interface ToCommit {
  readonly plan: FamilyPlan;
  /** As Odoo has it now; null when it could not be created. */
  readonly template: RemoteTemplate | null;
  readonly settled: SettledFamily | null;
  /** Nobody changed it here since it was read. */
  readonly fresh: boolean;
}

/** Local writes, links with their base, and the outbox row of one family. */
export async function commitFamily(tools: Tools, commit: ToCommit): Promise<void> {
  const { tx, run } = tools;
  const { plan, template, settled, fresh } = commit;
  if (fresh && run.mayWriteHere) await writeFamily(tools, plan, template);
  if (template && settled && (!plan.createHere || run.mayWriteHere)) {
    await untie(tx, plan.ceded);
    const origin = plan.family.link?.origin ?? 'odoo';
    await tie(tools, plan.head, tiedTo(TEMPLATE, template), settled.head, origin);
    for (const member of plan.members) {
      const state = settled.members.get(member.localId);
      const exists = member.member.row !== null || (fresh && run.mayWriteHere);
      const variant = template.variants.find((one) => one.id === member.member.variant?.id);
      if (!state || !variant || !exists) continue;
      await untie(tx, outlived(plan, member));
      await tie(tools, member, tiedTo(PRODUCT, variant), state, origin);
    }
    for (const { link } of plan.vanished) {
      await tx.update(links).set({ odooDeletedAt: sql`now()` }).where(eq(links.id, link.id));
    }
  }
  const refused = tools.outcome.errors.has(plan.headId);
  if (
    fresh &&
    plan.family.mark !== null &&
    !(refused && template === null) &&
    !(isBroughtBack(plan) && plan.members.some(wakesAnother))
  ) {
    tools.batch.answered.push({ localId: plan.headId, version: plan.family.mark });
  }
}

function isBroughtBack({ head, members }: FamilyPlan): boolean {
  return [head, ...members].some(({ result }) => result.toHere.active === true);
}

/** Brought back here in another combination than it was archived with: the next run takes that to Odoo. */
function wakesAnother({ memo, member }: MemberPlan): boolean {
  return isRecombinedAsleep(memo, member.row);
}

function tiedTo(model: string, { id, createDate, writeDate }: Omit<TiedTo, 'model'>): TiedTo {
  return { model, id, createDate, writeDate };
}

/** A variant brought back here after Odoo had unlinked its record is tied to another one: the old tie has ended. */
function outlived({ family }: FamilyPlan, { localId, link }: MemberPlan): Link[] {
  return family.variantLinks.filter(
    (old) => old.localId === localId && old.odooDeletedAt !== null && old.id !== link?.id,
  );
}
