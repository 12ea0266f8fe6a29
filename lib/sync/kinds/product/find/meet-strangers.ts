import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import { products } from '@/db/schema/catalogue';
import { conflicts } from '@/db/schema/inbox';
import { links, origins } from '@/db/schema/links';
import { findTemplatesByCode } from '@/lib/odoo/intentions/lookup';
import { readExternalIds } from '@/lib/odoo/intentions/read-external-ids';
import { readTemplates } from '@/lib/odoo/intentions/read-templates';
import type { RemoteTemplate } from '@/lib/odoo/records';
import { meet, type Stranger } from '../../../core/meet';
import type { RunContext } from '../../kind';
import { type FamilyHere, TEMPLATE } from '../family';
import { canonicalCode } from '../fields/values';
import type { Surroundings } from '../surroundings';
import { askWhoIsWho } from './ask-who-is-who';
import { loadFamiliesHere } from './load-families';

export const productExternalId = (localId: string) => `product_${localId}`;
const OURS = /^product_([0-9a-f-]{36})$/;

export interface Met {
  /** `ours`: made by us, and the tie was lost on the way back. */
  readonly pairs: readonly { headId: string; templateId: number; ours: boolean }[];
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
 * First meeting of products that nothing ties yet: by the name we gave one before it was created in Odoo, or by the record
 * that one here was once taken from, then by sku, then by ean. Costs one call for new templates where products here are
 * untied, and two more only where a code is known on the other side.
 */
export async function meetStrangers(
  around: Surroundings,
  newcomers: readonly RemoteTemplate[],
  leavers: readonly FamilyHere[],
): Promise<Met> {
  const { run } = around;
  const none: Met = { pairs: [], held: { here: new Set(), odoo: new Set() }, here: [], odoo: [] };
  if (newcomers.length + leavers.length === 0) return none;
  const names = (await mayHaveBeenSent(run))
    ? await readExternalIds(
        run.odoo,
        TEMPLATE,
        newcomers.map((template) => template.id),
      )
    : new Map<number, string>();
  const ours = new Map(
    [...names].flatMap(([id, name]) => {
      const localId = OURS.exec(name)?.[1];
      return localId ? [[id, localId] as const] : [];
    }),
  );
  const own = await bornOf(
    run,
    newcomers.filter(({ id }) => !ours.has(id)),
  );
  const known = newcomers.flatMap((template) => template.variants.filter((variant) => variant.active));
  const candidates = await untiedByCode(around, known, [...ours.values(), ...own.values()]);
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
          externalId: ours.get(id) ?? own.get(id) ?? null,
          ...codesOf(rows),
        }),
      ),
  );
  const pairs = [
    ...met.pairs.map(({ here: headId, odoo: templateId, by }) => ({
      headId,
      templateId,
      ours: by === 'external_id' && ours.get(templateId) === headId,
    })),
    ...decided.pairs
      .filter(({ headId, templateId }) => here.has(headId) && byTemplate.has(templateId))
      .map((pair) => ({ ...pair, ours: false })),
  ];
  await askWhoIsWho(around, met.ambiguous, here, newcomers);
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

const untied = new WeakMap<RunContext, Promise<boolean>>();

/**
 * Whether a record of Odoo's that nothing ties can be one of ours: only where, when this run looked first, a product here
 * had no tie. What an earlier run sent, and lost the answer of, was here before; this one ties what it sends itself.
 */
function mayHaveBeenSent(run: RunContext): Promise<boolean> {
  const known = untied.get(run) ?? hasUntied(run);
  untied.set(run, known);
  return known;
}

async function hasUntied({ ctx, integration }: RunContext): Promise<boolean> {
  const tied = sql`select 1 from ${links} where ${links.integrationId} = ${integration.id}
    and ${links.kind} = 'product' and ${links.localId} = ${products.id}`;
  const [any] = await ctx.db
    .select({ id: products.id })
    .from(products)
    .where(and(isNull(products.parentId), sql`not exists (${tied})`))
    .limit(1);
  return any !== undefined;
}

/** Live products here that were taken from these very templates, before their integration was deleted, by template. */
async function bornOf(
  { ctx, integration }: Surroundings['run'],
  templates: readonly RemoteTemplate[],
): Promise<Map<number, string>> {
  if (templates.length === 0) return new Map();
  const rows = await ctx.db
    .select({ id: origins.localId, odooId: origins.odooId, createDate: origins.odooCreateDate })
    .from(origins)
    .innerJoin(products, and(eq(products.id, origins.localId), isNull(products.deletedAt)))
    .where(
      and(
        eq(origins.integrationId, integration.id),
        anyOf(
          origins.odooId,
          templates.map(({ id }) => id),
        ),
      ),
    );
  return new Map(
    templates.flatMap(({ id, createDate }) => {
      const [only, ...more] = rows.filter((row) => row.odooId === id && row.createDate === createDate);
      return only && more.length === 0 ? [[id, only.id] as const] : [];
    }),
  );
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
          ids.length > 0 ? anyOf(products.id, [...ids]) : undefined,
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
        anyOf(
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
          headIds.length > 0 ? anyOf(conflicts.localId, [...headIds]) : undefined,
          templateIds.length > 0 ? anyOf(conflicts.odooId, [...templateIds]) : undefined,
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
