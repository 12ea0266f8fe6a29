import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Db } from '@/db/client';
import { products } from '@/db/schema/catalogue';
import { conflicts, links, outbox } from '@/db/schema/sync';
import { findTemplatesByCode } from '@/lib/odoo/intentions/lookup';
import { readExternalIds } from '@/lib/odoo/intentions/read-external-ids';
import { readTemplates } from '@/lib/odoo/intentions/read-templates';
import type { RemoteTemplate } from '@/lib/odoo/records';
import { meet, type Stranger } from '../../core/meet';
import { inEngineTransaction } from '../../engine/engine-transaction';
import type { RunContext } from '../kind';
import { type FamilyHere, TEMPLATE } from './family';
import { loadFamiliesHere } from './load-families';
import type { Surroundings } from './surroundings';
import { canonicalCode } from './values';

export const productExternalId = (localId: string) => `product_${localId}`;
const OURS = /^product_([0-9a-f-]{36})$/;

export interface Met {
  readonly pairs: readonly { headId: string; templateId: number }[];
  /** Waiting for a person to choose among several candidates. */
  readonly held: { readonly here: ReadonlySet<string>; readonly odoo: ReadonlySet<number> };
  /** Records outside the batch that someone in it was paired with. */
  readonly here: readonly FamilyHere[];
  readonly odoo: readonly RemoteTemplate[];
}

interface Row {
  readonly sku: string | null;
  readonly ean: string | null;
}

/**
 * First meeting of products that nothing ties yet: by the name we gave one before it was created in Odoo, then by sku,
 * then by ean. Costs one call for new templates, and two more only where a code is known on the other side.
 */
export async function meetStrangers(
  around: Surroundings,
  newcomers: readonly RemoteTemplate[],
  leavers: readonly FamilyHere[],
): Promise<Met> {
  const { run } = around;
  const none: Met = { pairs: [], held: { here: new Set(), odoo: new Set() }, here: [], odoo: [] };
  if (newcomers.length + leavers.length === 0) return none;
  const names = await readExternalIds(
    run.odoo,
    TEMPLATE,
    newcomers.map((template) => template.id),
  );
  const known = newcomers.flatMap((template) => template.variants.filter((variant) => variant.active));
  const candidates = await untiedByCode(
    around,
    known,
    [...names.values()].flatMap((name) => OURS.exec(name)?.[1] ?? []),
  );
  const here = new Map([...candidates, ...leavers].map((family) => [family.head.id, family]));
  if (here.size === 0) return none;
  const codes = [...here.values()].flatMap(rowsOf);
  const remote = leavers.length + candidates.length === 0 ? [] : await untiedInOdoo(around, codes);
  const byTemplate = new Map<number, Row[]>(
    newcomers.map((template) => [template.id, template.variants.filter((v) => v.active)]),
  );
  for (const match of remote) {
    const rows = byTemplate.get(match.templateId) ?? [];
    if (!rows.includes(match)) byTemplate.set(match.templateId, [...rows, match]);
  }
  const decided = await decisionsOf(around, [...here.keys()], [...byTemplate.keys()]);
  const met = meet(
    [...here.values()]
      .filter(({ head }) => !decided.here.has(head.id))
      .map((family) => ({ id: family.head.id, externalId: null, ...codesOf(rowsOf(family)) })),
    [...byTemplate]
      .filter(([id]) => !decided.odoo.has(id))
      .map(
        ([id, rows]): Stranger<number> => ({
          id,
          externalId: OURS.exec(names.get(id) ?? '')?.[1] ?? null,
          ...codesOf(rows),
        }),
      ),
  );
  const pairs = [
    ...met.pairs.map(({ here: headId, odoo: templateId }) => ({ headId, templateId })),
    ...decided.pairs.filter(({ headId, templateId }) => here.has(headId) && byTemplate.has(templateId)),
  ];
  await ask(around, met.ambiguous, here, newcomers);
  const missing = pairs
    .map((pair) => pair.templateId)
    .filter((id) => !newcomers.some((template) => template.id === id));
  return {
    pairs,
    held: {
      here: new Set(met.ambiguous.flatMap((question) => question.here)),
      odoo: new Set(met.ambiguous.flatMap((question) => question.odoo)),
    },
    here: candidates.filter(({ head }) => pairs.some((pair) => pair.headId === head.id)),
    odoo: await readTemplates(run.odoo, missing),
  };
}

function rowsOf(family: FamilyHere): Row[] {
  const live = family.variants.filter((row) => row.deletedAt === null);
  return live.length > 0 ? live : [family.head];
}

function codesOf(rows: readonly Row[]): { skus: string[]; eans: string[] } {
  return {
    skus: [...new Set(rows.flatMap((row) => canonicalCode(row.sku) ?? []))],
    eans: [...new Set(rows.flatMap((row) => canonicalCode(row.ean) ?? []))],
  };
}

/** Live families here without a link that have one of the codes or one of the ids. */
async function untiedByCode(
  around: Surroundings,
  rows: readonly Row[],
  ids: readonly string[],
): Promise<FamilyHere[]> {
  const { db } = around.run.ctx;
  const { skus, eans } = codesOf(rows);
  if (skus.length + eans.length + ids.length === 0) return [];
  const found = await db
    .select({ headId: sql<string>`coalesce(${products.parentId}, ${products.id})` })
    .from(products)
    .where(
      and(
        or(
          skus.length > 0
            ? and(inArray(sql`btrim(${products.sku})`, skus), isNull(products.deletedAt))
            : undefined,
          eans.length > 0
            ? and(inArray(sql`btrim(${products.ean})`, eans), isNull(products.deletedAt))
            : undefined,
          ids.length > 0 ? inArray(products.id, [...ids]) : undefined,
        ),
        sql`not exists (select 1 from ${links} where ${links.integrationId} = ${around.run.integration.id}
          and ${links.kind} = 'product' and ${links.localId} = coalesce(${products.parentId}, ${products.id}))`,
      ),
    );
  const families = await loadFamiliesHere(db, [...new Set(found.map((row) => row.headId))]);
  return [...families.values()];
}

/** Active variants in Odoo with one of the codes, of templates that nothing ties. */
async function untiedInOdoo(around: Surroundings, rows: readonly Row[]) {
  const { run } = around;
  const codes = codesOf(rows);
  if (codes.skus.length + codes.eans.length === 0) return [];
  const matches = (await findTemplatesByCode(run.odoo, codes)).filter((match) => match.active);
  if (matches.length === 0) return [];
  const tied = await run.ctx.db
    .select({ odooId: links.odooId })
    .from(links)
    .where(
      and(
        eq(links.integrationId, run.integration.id),
        eq(links.odooModel, TEMPLATE),
        inArray(
          links.odooId,
          matches.map((match) => match.templateId),
        ),
      ),
    );
  const taken = new Set(tied.map((link) => link.odooId));
  return matches.filter((match) => !taken.has(match.templateId));
}

/** What persons answered to `ask`: the pair they chose, or that a record is a new one. */
async function decisionsOf(around: Surroundings, headIds: readonly string[], templateIds: readonly number[]) {
  const rows = await around.run.ctx.db
    .select()
    .from(conflicts)
    .where(
      and(
        eq(conflicts.integrationId, around.run.integration.id),
        eq(conflicts.reason, 'several_candidates'),
        eq(conflicts.status, 'settled'),
        or(
          headIds.length > 0 ? inArray(conflicts.localId, [...headIds]) : undefined,
          templateIds.length > 0 ? inArray(conflicts.odooId, [...templateIds]) : undefined,
        ),
      ),
    );
  const pairs: { headId: string; templateId: number }[] = [];
  const decided = { here: new Set<string>(), odoo: new Set<number>() };
  for (const { localId, odooId, choice, chosenValue } of rows) {
    const headId = localId ?? (typeof chosenValue === 'string' ? chosenValue : null);
    const templateId = odooId ?? (typeof chosenValue === 'number' ? chosenValue : null);
    if (localId) decided.here.add(localId);
    if (odooId) decided.odoo.add(odooId);
    if (choice === 'value' && headId && templateId) {
      pairs.push({ headId, templateId });
      decided.here.add(headId);
      decided.odoo.add(templateId);
    }
  }
  return { ...decided, pairs };
}

/** Several candidates: recorded as a conflict for a person, one row for each record that waits. */
async function ask(
  around: Surroundings,
  questions: readonly { here: readonly string[]; odoo: readonly number[]; code: string }[],
  here: ReadonlyMap<string, FamilyHere>,
  newcomers: readonly RemoteTemplate[],
): Promise<void> {
  if (questions.length === 0 || around.run.run.dryRun) return;
  const report = around.run.report();
  const nameOf = (id: number) => newcomers.find((template) => template.id === id)?.name ?? String(id);
  for (const question of questions) {
    const candidates = [
      ...question.here.map((id) => ({ side: 'here' as const, id, label: here.get(id)?.head.title ?? '' })),
      ...question.odoo.map((id) => ({ side: 'odoo' as const, id, label: nameOf(id) })),
    ];
    const conflict = {
      field: 'identity',
      reason: 'several_candidates' as const,
      base: null,
      here: null,
      odoo: question.code,
      policy: 'manual' as const,
      choice: null,
      decided: false,
    };
    const several = question.odoo.length > 1;
    const subjects = several
      ? question.here.map((id) => ({ localId: id, odooId: null }))
      : question.odoo.map((id) => ({ localId: null, odooId: id }));
    for (const { localId, odooId } of subjects) {
      const label = localId ? (here.get(localId)?.head.title ?? '') : nameOf(odooId ?? 0);
      report.conflict(
        { kind: 'product', localId, odooModel: TEMPLATE, odooId, label },
        {
          ...conflict,
          candidates: candidates.filter((one) => (several ? one.side === 'odoo' : one.side === 'here')),
        },
      );
      report.count('product', 'conflicts');
    }
  }
  await inEngineTransaction(around.run, async (tx) => {
    await report.save(tx);
    await keepWaiting(
      tx,
      around.run,
      questions.flatMap((question) => question.here),
    );
  });
}

/**
 * Products here that wait for an answer stay work, also those older than the integration, which the outbox never knew.
 * Dated before the run: they wait for a person, not for another run.
 */
async function keepWaiting(
  tx: Db,
  { integration, run }: RunContext,
  headIds: readonly string[],
): Promise<void> {
  if (headIds.length === 0) return;
  const changedAt = new Date((run.startedAt ?? run.createdAt).getTime() - 1_000);
  await tx
    .insert(outbox)
    .values(
      headIds.map((localId) => ({
        integrationId: integration.id,
        kind: 'product' as const,
        localId,
        changedAt,
        firstChangedAt: changedAt,
      })),
    )
    .onConflictDoNothing();
}
