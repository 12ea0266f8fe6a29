import {
  arrangePictures,
  detachPictures,
  placeVariantPicture,
  writeImage,
} from '@/lib/odoo/intentions/write-images';
import type { RemoteVariant, RemoteVariantPicture } from '@/lib/odoo/records';
import { PRODUCT, TEMPLATE } from '../family';
import { fingerprint } from '../fields/pictures';
import { asList, asTextOrNull } from '../fields/values';
import type { Outcome } from '../outcome';
import type { MemberPlan } from '../plan/plan-record';
import type { Surroundings } from '../surroundings';
import { attempt, bytesOf, ownerOf, placeOf, type SentPictures } from './sent-pictures';
import type { SentPlan } from './sent-plan';

/**
 * Pictures where they are rows (capabilities.pictureRows). Odoo makes the first row the main picture and each variant's
 * first row that variant's, so nothing is written but rows: the main picture's before all others, variants' behind,
 * each with the values of its variant alone, because a shared row would change its sisters.
 */
export async function sendRows(
  around: Surroundings,
  sentPlan: SentPlan,
  outcome: Outcome,
  sent: SentPictures,
): Promise<void> {
  const { plan, template } = sentPlan;
  const { image, extra_images } = plan.head.result.toOdoo;
  let touched = false;
  for (const member of plan.members) {
    const { variant } = member.member;
    if (member.result.toOdoo.image === undefined || !variant) continue;
    touched = true;
    await attempt(outcome, plan, member.localId, 'variant', 'image', () =>
      sendOfVariant(around, sentPlan, member, variant, sent),
    );
  }
  if (image === undefined && extra_images === undefined && !(touched && template.image)) return;
  const field = image === undefined ? 'extra_images' : 'image';
  await attempt(outcome, plan, plan.headId, 'product', field, () => arrange(around, sentPlan, sent));
}

async function sendOfVariant(
  around: Surroundings,
  { plan, template }: SentPlan,
  member: MemberPlan,
  variant: RemoteVariant,
  sent: SentPictures,
): Promise<void> {
  const { odoo } = around.run;
  const shown = template.variantPictures.filter((row) =>
    row.ptavIds.every((id) => variant.ptavIds.includes(id)),
  );
  const own = shown.filter((row) => isAlone(row, variant));
  const wanted = asTextOrNull(member.result.toOdoo.image ?? null);
  if (wanted === null) {
    await detachPictures(
      odoo,
      own.map(({ id }) => id),
    );
    if (shown.length === own.length) {
      await writeImage(odoo, { model: PRODUCT, id: variant.id, field: 'image_variant_1920' }, null);
    }
    return;
  }
  const { bytes, sha1 } = await bytesOf(
    around,
    plan.family.here,
    { kind: 'variant', localId: member.localId, odooId: variant.id },
    wanted,
  );
  const first = Math.min(...shown.map(({ sequence }) => sequence), BEHIND + 1);
  const placed = await placeVariantPicture(
    odoo,
    template.id,
    { ptavIds: variant.ptavIds, rowId: own[0]?.id ?? null },
    {
      externalId: `image_${member.localId}_${wanted}`,
      name: template.name,
      sequence: own[0] ? own[0].sequence : first - 1,
      bytes,
    },
  );
  if (!placed.ok) throw placed.error;
  sent.byBytes.set(sha1, wanted);
  sent.byPlace.set(placeOf({ model: PRODUCT, id: variant.id }), wanted);
}

/** Where rows of variants begin: behind the product's own pictures. */
const BEHIND = 100;

function isAlone(row: RemoteVariantPicture, variant: RemoteVariant): boolean {
  return row.ptavIds.length === variant.ptavIds.length;
}

/** The product's own pictures, in order, in front of all rows that are not ours. */
async function arrange(
  around: Surroundings,
  { plan, template }: SentPlan,
  sent: SentPictures,
): Promise<void> {
  const { head } = plan;
  const { image = head.odoo.image ?? null, extra_images = head.odoo.extra_images ?? [] } = head.result.toOdoo;
  const main = asTextOrNull(image);
  const wanted = [...new Set([...(main === null ? [] : [main]), ...asList(extra_images)])];
  const rows = Map.groupBy(
    template.extraImages,
    (row) => head.memo.pictures?.[fingerprint(row)] ?? fingerprint(row),
  );
  const before = new Set([asTextOrNull(head.odoo.image ?? null), ...asList(head.odoo.extra_images ?? [])]);
  const drop = [...rows].flatMap(([key, [row]]) =>
    row && before.has(key) && !wanted.includes(key) ? [row.id] : [],
  );
  const ours = new Set([...drop, ...wanted.flatMap((key) => rows.get(key)?.[0]?.id ?? [])]);
  const others = [...template.extraImages, ...template.variantPictures].filter(({ id }) => !ours.has(id));
  const start = Math.min(1, ...others.map(({ sequence }) => sequence)) - wanted.length;
  const keep: { id: number; sequence: number }[] = [];
  const fresh = [];
  const shown: string[] = [];
  for (const [index, key] of wanted.entries()) {
    const row = rows.get(key)?.[0];
    const sequence = start + index;
    if (row) keep.push({ id: row.id, sequence });
    else {
      const { bytes, sha1 } = await bytesOf(around, plan.family.here, ownerOf({ plan, template }), key);
      sent.byBytes.set(sha1, key);
      shown.push(key);
      fresh.push({ externalId: `image_${plan.headId}_${key}`, name: template.name, sequence, bytes });
    }
  }
  const results = await arrangePictures(around.run.odoo, template.id, fresh, keep, drop);
  for (const [n, result] of results.entries()) {
    if (!result.ok) throw result.error;
    sent.byPlace.set(placeOf({ model: 'product.image', id: result.id }), shown[n] ?? '');
  }
  const ref = { model: TEMPLATE, id: template.id, field: 'image_1920' } as const;
  if (wanted[0] !== undefined) sent.byPlace.set(placeOf(ref), wanted[0]);
  else if (others.length === 0) await writeImage(around.run.odoo, ref, null);
}
