import { setTimeout as sleep } from 'node:timers/promises';
import { eq, sql } from 'drizzle-orm';
import { integrations } from '@/db/schema/integrations';
import type { Witness } from '@/lib/odoo/intentions/read-witnesses';
import type { Probe } from '../engine/probe';
import { SafetyHalt } from '../engine/safety-halt';
import { categoriesOf } from '../kinds/category/read-trees';
import type { RunContext } from '../kinds/kind';
import { applyChoice } from './apply-choice';
import {
  allKnown,
  type KnownLink,
  labelsOf,
  newestKnown,
  SAMPLED_KINDS,
  WITNESS_KINDS,
  type WitnessKind,
} from './known-records';
import { compare, type Looked, look, lookedAt } from './look';
import { type IdentityFindings, type IdentityState, readIdentity } from './state';

/** A replica of Odoo's database may answer a few seconds late (19, JSON-2): an older date is looked at again. */
const REPLICA_MS = 6_000;
/** So many records are listed; all are counted. */
const LISTED = 500;

/**
 * Makes sure, before a run writes anything anywhere, that it speaks to the Odoo it knows and that this has not gone
 * back. A sample of constant size answers as a rule, read along with what changed; only what is suspicious is looked at in full.
 * @throws SafetyHalt odoo_went_back, until a person has chosen what counts (`chooseIdentity`)
 */
export async function checkIdentity(run: RunContext): Promise<void> {
  const state = readIdentity(run.integration.identity);
  if (!state.unproven && !state.choice && !(await isSuspicious(run, state))) {
    if (state.findings) await save(run, { findings: undefined });
    return;
  }
  const all = await lookAtAll(run, state);
  const certain = all.some(isOther);
  if (!certain && !(state.unproven && all.some(({ finding }) => finding === 'missing'))) {
    await save(run, { unproven: undefined, choice: undefined, findings: undefined });
    return;
  }
  if (state.choice && !run.run.dryRun) {
    await applyChoice(run, state.choice, all);
    await save(run, { unproven: undefined, choice: undefined, findings: undefined });
    return;
  }
  return ask(run, all);
}

/**
 * For who meets another record under a known id in the midst of a run, past the sample: all that is known is looked at,
 * now and by every further run until a person has chosen. @throws SafetyHalt odoo_went_back
 */
export async function questionIdentity(run: RunContext): Promise<never> {
  await save(run, { unproven: true });
  return ask(run, await lookAtAll(run, readIdentity(run.integration.identity)));
}

/**
 * For who reads records of a kind that is not sampled: those that Odoo has older than they were seen, or under ids that are
 * others' now, are looked at again, and all that is known with them. @throws SafetyHalt odoo_went_back
 */
export async function ensureNotOlder(
  run: RunContext,
  kind: WitnessKind,
  known: readonly KnownLink[],
  found: ReadonlyMap<number, Witness>,
): Promise<void> {
  const since = lookedAt(run.ctx, run.odoo, readIdentity(run.integration.identity));
  const suspects = compare(kind, known, found, since)
    .filter(isOther)
    .map(({ link }) => link);
  if (suspects.length === 0) return;
  await sleep(REPLICA_MS);
  const again = await look(run.odoo, kind, suspects, since);
  if (again.some(isOther)) await questionIdentity(run);
}

function isOther({ finding }: Looked): boolean {
  return finding === 'reused' || finding === 'went_back';
}

async function ask(run: RunContext, all: readonly Looked[]): Promise<never> {
  const findings = await summarise(run, all);
  await save(run, { findings });
  throw new SafetyHalt('odoo_went_back', totals(findings));
}

async function isSuspicious(run: RunContext, state: IdentityState): Promise<boolean> {
  const looked = await lookAtNewest(run, state, run.probe);
  if (looked.some(({ finding }) => finding === 'reused')) return true;
  if (!looked.some(({ finding }) => finding === 'went_back')) return false;
  if (state.findings) return true;
  await sleep(REPLICA_MS);
  const again = await lookAtNewest(run, state);
  return again.some(isOther);
}

/** By what the run has read at its start already, as far as it goes; without it, or looking again, Odoo is asked. */
async function lookAtNewest(run: RunContext, state: IdentityState, probe?: Probe): Promise<Looked[]> {
  const since = lookedAt(run.ctx, run.odoo, state);
  const looked = await Promise.all(
    SAMPLED_KINDS.map(async (kind) => {
      const told = probe?.looked.get(kind);
      if (told) return compare(kind, told.known, told.found, since);
      const known = await newestKnown(run.ctx, run.integration.id, kind);
      if (kind !== 'category' || !probe || known.length === 0) return look(run.odoo, kind, known, since);
      const tree = await categoriesOf(run);
      return compare(kind, known, new Map(tree.map((category) => [category.id, category])), since);
    }),
  );
  return looked.flat();
}

async function lookAtAll(run: RunContext, state: IdentityState): Promise<Looked[]> {
  const since = lookedAt(run.ctx, run.odoo, state);
  const all: Looked[] = [];
  for (const kind of WITNESS_KINDS) {
    const known = await allKnown(run.ctx, run.integration.id, kind);
    const away = new Set(known.flatMap((link) => (link.away ? [link.id] : [])));
    const looked = await look(run.odoo, kind, known, since);
    // One out of reach that does not show is as it was; one that shows may be another's by now.
    all.push(...looked.filter(({ link, finding }) => finding !== 'missing' || !away.has(link.id)));
  }
  return all;
}

async function summarise(run: RunContext, all: readonly Looked[]): Promise<IdentityFindings> {
  const counts: IdentityFindings['counts'] = {};
  const records: IdentityFindings['records'] = [];
  for (const kind of WITNESS_KINDS) {
    const mine = all.filter((one) => one.kind === kind);
    const count = (finding: Looked['finding']) => mine.filter((one) => one.finding === finding).length;
    if (mine.length === 0) continue;
    counts[kind] = {
      known: mine.length,
      reused: count('reused'),
      went_back: count('went_back'),
      missing: count('missing'),
    };
    const other = mine.filter(({ finding }) => finding !== 'same').slice(0, LISTED - records.length);
    const labels = await labelsOf(
      run.ctx,
      kind,
      other.map(({ link }) => link.localId),
    );
    for (const { link, finding } of other) {
      if (finding === 'same') continue;
      const label = labels.get(link.localId) ?? '';
      records.push({ kind, finding, local_id: link.localId, odoo_id: link.odooId, label });
    }
  }
  return { found_at: run.ctx.now().toISOString(), counts, records };
}

function totals({ counts }: IdentityFindings): Record<string, number> {
  const all = Object.values(counts);
  const sum = (key: 'reused' | 'went_back' | 'missing') => all.reduce((total, one) => total + one[key], 0);
  return { reused: sum('reused'), went_back: sum('went_back'), missing: sum('missing') };
}

/** Merged into what is stored; keys given as undefined are taken out. A preview keeps what it found too. */
async function save(run: RunContext, change: Partial<IdentityState>): Promise<void> {
  const gone = Object.entries(change).flatMap(([key, value]) => (value === undefined ? [key] : []));
  await run.ctx.db
    .update(integrations)
    .set({
      identity: sql`(${integrations.identity} || ${JSON.stringify(change)}::jsonb) - ${sql.param(gone)}::text[]`,
    })
    .where(eq(integrations.id, run.integration.id));
}
