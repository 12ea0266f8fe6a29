import { and, eq, isNull, sql } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import type { Db } from '@/db/client';
import { products } from '@/db/schema/catalogue';
import type { RemoteTemplate } from '@/lib/odoo/records';
import type { Canonical, Json } from '../../../core/canonical';
import type { ProductRow } from '../family';
import { nameless } from '../fields/nameless';
import { asAttributes, asTextOrNull } from '../fields/values';
import type { Outcome } from '../outcome';
import type { FamilyPlan } from '../plan/plan-family';
import type { MemberPlan, RecordPlan } from '../plan/plan-record';
import type { Tools } from './tools';
import { handOverStock, headColumns, picturesAfter, variantColumns, writePictures } from './write-here';

/** What the merge wants here: columns, deletion or return, pictures and variants of one product. */
export async function writeFamily(
  tools: Tools,
  plan: FamilyPlan,
  template: RemoteTemplate | null,
): Promise<void> {
  const { tx, outcome } = tools;
  const taking = (record: RecordPlan) => only(record, outcome);
  const toHere = taking(plan.head);
  const goods = goodsOf(template);
  const [own] = plan.simple ? plan.members : [];
  const columns = { ...headColumns(toHere), ...(own ? variantColumns(taking(own)) : {}) };
  const head = plan.family.here?.head ?? null;
  if (!head) {
    if (!template) return;
    const title = nameless(template);
    // Its only variant is archived in Odoo: nobody sells it, as when that happens to one that is known.
    const asleep = toHere.active === false ? { deletedAt: tools.run.ctx.now() } : {};
    tools.batch.products.push({ id: plan.headId, title, ...columns, ...goods, ...asleep });
    tools.batch.origins.push({
      localId: plan.headId,
      kind: 'product',
      integrationId: tools.run.integration.id,
      odooId: template.id,
      odooCreateDate: template.createDate,
    });
  } else {
    const seeded = plan.members.some(({ member }) => member.seed !== null);
    change(tools, head.id, {
      ...columns,
      ...changedGoods(goods, head),
      ...(seeded || plan.family.codesLeft ? { sku: null, ean: null } : {}),
    });
    await writeLife(tx, plan, toHere);
  }
  const pictures = plan.family.here?.pictures.get(plan.headId) ?? [];
  const wanted = picturesAfter(toHere, pictures);
  if (wanted) tools.batch.afterwards.push(() => writePictures(tools, plan.headId, pictures, wanted));
  if (!plan.simple) await writeMembers(tools, plan, toHere, template);
}

/**
 * The same combination by other names: as many of them, or those a person chose of what two Odoos call it. An attribute
 * more or less is else another combination, and every Odoo's to have.
 */
function isOtherWords(
  attributes: Json | undefined,
  row: ProductRow,
  { family }: FamilyPlan,
  { result }: MemberPlan,
): boolean {
  if (attributes === undefined) return false;
  if (family.foreign && result.conflicts.some(({ field }) => field === 'attributes')) return true;
  return Object.keys(asAttributes(attributes)).length === Object.keys(row.attributes).length;
}

/** What a variant has from its product is kept on both, as the catalogue does. */
async function writeMembers(
  tools: Tools,
  plan: FamilyPlan,
  headValues: Canonical,
  template: RemoteTemplate | null,
): Promise<void> {
  const { tx, outcome, run } = tools;
  const head = plan.family.here?.head ?? null;
  const { title, description, categoryId } = headColumns(headValues);
  const shared = {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(categoryId === undefined ? {} : { categoryId }),
  };
  if (Object.keys(shared).length > 0 && head) {
    await tx.update(products).set(shared).where(eq(products.parentId, plan.headId));
  }
  const common =
    headValues.price === undefined ? (head?.price ?? null) : (asTextOrNull(headValues.price) ?? '0');
  let position = Math.max(-1, ...(plan.family.here?.variants ?? []).map((row) => row.position));
  for (const member of plan.members) {
    const { row, seed, variant } = member.member;
    const goods = goodsOf(template, variant?.kit);
    const toHere = only(member, outcome);
    const price = priceOf(toHere, row, common, headValues.price !== undefined, member.here.price);
    if (row) {
      change(tools, row.id, { ...variantColumns(toHere), ...price, ...changedGoods(goods, row) });
      if (isOtherWords(toHere.attributes, row, plan, member)) tools.batch.renamed.push(row.id);
      if (toHere.active === false) await setDeleted(tx, [row.id], true);
      if (toHere.active === true) await setDeleted(tx, [row.id], false);
    } else {
      position += 1;
      tools.batch.products.push({
        id: member.localId,
        parentId: plan.headId,
        title: title ?? head?.title ?? nameless(template),
        description: description ?? head?.description ?? '',
        categoryId: categoryId === undefined ? (head?.categoryId ?? null) : categoryId,
        status: head?.status ?? 'active',
        ...(goods ?? {}),
        ...(seed ? codesOf(seed) : {}),
        position,
        price: common,
        ...variantColumns({
          attributes: member.odoo.attributes ?? {},
          ...toHere,
          ...(member.called ? { attributes: member.called } : {}),
        }),
        ...price,
      });
      if (head && (headValues.active ?? head.deletedAt === null) === false)
        tools.batch.afterwards.push(() => putAwayWith(tx, member.localId, head.id));
    }
    const pictures = row ? (plan.family.here?.pictures.get(row.id) ?? []) : [];
    const wanted = picturesAfter(toHere, pictures);
    if (wanted) tools.batch.afterwards.push(() => writePictures(tools, member.localId, pictures, wanted));
    if (member.member.link?.localId === plan.headId || seed) {
      tools.batch.afterwards.push(() => handOverStock(tx, plan.headId, member.localId));
    }
  }
  if (run.mayWriteHere && plan.vanished.length > 0) {
    await setDeleted(
      tx,
      plan.vanished.map(({ row }) => row.id),
      true,
    );
  }
}

/** A variant that costs what its product costs follows it. */
function priceOf(
  toHere: Canonical,
  row: ProductRow | null,
  common: string | null,
  commonMoves: boolean,
  before: unknown,
): { price?: string | null } {
  if (toHere.price !== undefined) return { price: asTextOrNull(toHere.price) ?? common };
  return row && row.price !== null && commonMoves && before === null ? { price: common } : {};
}

function codesOf({ sku, ean, costPrice, weight, volume }: ProductRow) {
  return { sku, ean, costPrice, weight, volume };
}

/** What comes back with its product costs what that costs by now, where it did so before. */
async function writeLife(tx: Db, plan: FamilyPlan, { active, price }: Canonical): Promise<void> {
  const head = plan.family.here?.head;
  if (!head || typeof active !== 'boolean') return;
  const together = (plan.family.here?.variants ?? []).filter(
    (row) => (row.deletedAt?.getTime() ?? 0) === (head.deletedAt?.getTime() ?? 0),
  );
  await setDeleted(tx, [head.id, ...together.map((row) => row.id)], !active);
  const planned = new Set(plan.members.map(({ localId }) => localId));
  const following = together.filter((row) => !planned.has(row.id) && row.price === head.price);
  if (!active || price === undefined || following.length === 0) return;
  const rows = anyOf(
    products.id,
    following.map(({ id }) => id),
  );
  await tx
    .update(products)
    .set({ price: asTextOrNull(price) ?? '0' })
    .where(rows);
}

/** A family put away together shares its `deleted_at`: now() is the same for a whole transaction. */
async function setDeleted(tx: Db, ids: readonly string[], deleted: boolean): Promise<void> {
  const rows = anyOf(products.id, [...ids]);
  if (deleted)
    await tx
      .update(products)
      .set({ deletedAt: sql`now()` })
      .where(and(rows, isNull(products.deletedAt)));
  else await tx.update(products).set({ deletedAt: null }).where(rows);
}

/** A variant that joins a product put away here lies with it, and comes back with it: not told apart by a digit. */
async function putAwayWith(tx: Db, variantId: string, headId: string): Promise<void> {
  const since = sql`(select head.deleted_at from ${products} head where head.id = ${headId})`;
  await tx.update(products).set({ deletedAt: since }).where(eq(products.id, variantId));
}

interface Goods {
  readonly stockable: ProductRow['stockable'];
  readonly tracking: RemoteTemplate['tracking'];
}

/** Told by Odoo only: they decide whether stock is written. */
function goodsOf(template: RemoteTemplate | null, kit = template?.kit ?? false): Goods | null {
  if (!template) return null;
  return {
    stockable: kit ? 'kit' : template.goods === 'combo' ? 'consumable' : template.goods,
    tracking: template.tracking,
  };
}

function changedGoods(goods: Goods | null, row: ProductRow): Partial<Goods> {
  return goods && (goods.stockable !== row.stockable || goods.tracking !== row.tracking) ? goods : {};
}

function change({ batch }: Tools, id: string, columns: Partial<typeof products.$inferInsert>): void {
  if (Object.keys(columns).length > 0) batch.changedProducts.push({ ...columns, id });
}

/** What goes here of a record, without the fields that could not be had. */
function only(record: RecordPlan, outcome: Outcome): Canonical {
  return Object.fromEntries(
    Object.entries(record.result.toHere).filter(([field]) =>
      outcome.took(record.localId, record.kind, field),
    ),
  );
}
