import { replaceExtraImages, writeImage } from '@/lib/odoo/intentions/write-images';
import type { Json } from '../../../core/canonical';
import { type FamilyHere, PRODUCT, TEMPLATE } from '../family';
import { fingerprint } from '../fields/pictures';
import { asList, asTextOrNull } from '../fields/values';
import type { Outcome } from '../outcome';
import type { Surroundings } from '../surroundings';
import { sendRows } from './send-picture-rows';
import {
  attempt,
  bytesOf,
  nothingSent,
  type Owner,
  ownerOf,
  placeOf,
  type SentPictures,
} from './sent-pictures';
import type { SentPlan } from './sent-plan';

/** Uploads pictures that changed here; each has its own error. Main and variant pictures, then further ones. */
export async function sendPictures(
  around: Surroundings,
  plans: readonly SentPlan[],
  outcome: Outcome,
): Promise<SentPictures> {
  const sent = nothingSent();
  const { pictureRows } = around.run.odoo.capabilities;
  for (const { plan, template } of plans) {
    if (pictureRows) {
      await sendRows(around, { plan, template }, outcome, sent);
      continue;
    }
    const { here } = plan.family;
    const { image, extra_images } = plan.head.result.toOdoo;
    if (image !== undefined) {
      const ref = { model: TEMPLATE, id: template.id, field: 'image_1920' } as const;
      await attempt(outcome, plan, plan.headId, 'product', 'image', () =>
        send(around, ref, image, here, ownerOf({ plan, template }), sent),
      );
    }
    for (const member of plan.members) {
      const own = member.result.toOdoo.image;
      const { variant } = member.member;
      if (own === undefined || !variant) continue;
      const ref = { model: PRODUCT, id: variant.id, field: 'image_variant_1920' } as const;
      await attempt(outcome, plan, member.localId, 'variant', 'image', () =>
        send(around, ref, own, here, { kind: 'variant', localId: member.localId, odooId: variant.id }, sent),
      );
    }
    if (extra_images !== undefined) {
      await attempt(outcome, plan, plan.headId, 'product', 'extra_images', () =>
        sendExtra(around, { plan, template }, asList(extra_images), sent),
      );
    }
  }
  return sent;
}

async function send(
  around: Surroundings,
  ref: Parameters<typeof writeImage>[1],
  sha1: Json,
  here: FamilyHere | null,
  owner: Owner,
  sent: SentPictures,
): Promise<void> {
  const wanted = asTextOrNull(sha1);
  const picture = wanted === null ? null : await bytesOf(around, here, owner, wanted);
  await writeImage(around.run.odoo, ref, picture?.bytes ?? null);
  if (!picture || !wanted) return;
  sent.byBytes.set(picture.sha1, wanted);
  sent.byPlace.set(placeOf(ref), wanted);
}

async function sendExtra(
  around: Surroundings,
  { plan, template }: SentPlan,
  wanted: readonly string[],
  sent: SentPictures,
): Promise<void> {
  const known = new Map(
    template.extraImages.map((image) => [
      plan.head.memo.pictures?.[fingerprint(image)] ?? fingerprint(image),
      image,
    ]),
  );
  const keep: { id: number; sequence: number }[] = [];
  const fresh = [];
  const shown: string[] = [];
  for (const [index, sha1] of wanted.entries()) {
    const sequence = index + 1;
    const image = known.get(sha1);
    if (image) keep.push({ id: image.id, sequence });
    else {
      const { bytes, sha1: sentSha1 } = await bytesOf(
        around,
        plan.family.here,
        ownerOf({ plan, template }),
        sha1,
      );
      sent.byBytes.set(sentSha1, sha1);
      shown.push(sha1);
      fresh.push({ externalId: `image_${plan.headId}_${sha1}`, name: template.name, sequence, bytes });
    }
  }
  // Only what is known here and wanted no more: an eleventh picture, or the same one twice, is Odoo's own affair.
  const before = new Set(asList(plan.head.odoo.extra_images));
  const drop = [...known].flatMap(([key, { id }]) => (before.has(key) && !wanted.includes(key) ? [id] : []));
  const results = await replaceExtraImages(around.run.odoo, template.id, fresh, keep, drop);
  for (const [n, result] of results.entries()) {
    if (!result.ok) throw result.error;
    sent.byPlace.set(placeOf({ model: 'product.image', id: result.id }), shown[n] ?? '');
  }
}
