import { intakeImage, type Picture } from '@/lib/catalogue/images/intake';
import { AppError } from '@/lib/errors';
import { OdooError } from '@/lib/odoo/errors';
import { callsToDownload, downloadImages } from '@/lib/odoo/intentions/download-images';
import type { RemoteImage } from '@/lib/odoo/records';
import { imageKey } from '@/lib/storage/store';
import { SyncError } from '../../../history/sync-error';
import type { RunContext } from '../../kind';
import { directionOf } from '../../rules-of';
import { fingerprint } from '../fields/pictures';
import { asList, asTextOrNull } from '../fields/values';
import type { Outcome } from '../outcome';
import type { FamilyPlan } from '../plan/plan-family';
import type { Surroundings } from '../surroundings';

/** Fingerprint or SHA-1 as the merge names a picture → the stored picture. */
export type TakenPictures = ReadonlyMap<string, Picture>;

/**
 * Downloads the pictures that have to come here, many in a call, and puts each into the store as it comes, before the
 * local transaction. One that is no JPG, PNG or WebP, too large, or not to be had is an error of its own; the product
 * goes on without it.
 */
export async function takePictures(
  around: Surroundings,
  plans: readonly FamilyPlan[],
  outcome: Outcome,
): Promise<TakenPictures> {
  const taken = new Map<string, Picture>();
  const wanted = plans.flatMap((plan) => wantedBy(plan).map((want) => ({ plan, ...want })));
  await downloadImages(around.run.odoo, wanted, async (want, downloaded) => {
    const { plan, localId, kind, field } = want;
    try {
      if (!downloaded) return outcome.refuse(plan, localId, kind, [field], gone(field));
      if (downloaded instanceof OdooError) return outcome.refuse(plan, localId, kind, [field], downloaded);
      const picture = await intakeImage(downloaded);
      await around.run.store.put(imageKey(picture.sha256), picture.bytes, picture.contentType);
      taken.set(fingerprint(want), { ...picture, bytes: Buffer.alloc(0) });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      outcome.refuse(plan, localId, kind, [field], unfit(error));
    }
  });
  return taken;
}

/** How many calls `takePictures` would make. */
export function picturesToCome({ odoo, integration }: RunContext, plans: readonly FamilyPlan[]): number {
  return directionOf(integration) === 'to_odoo' ? 0 : callsToDownload(odoo, plans.flatMap(wantedBy));
}

/** Why a picture of Odoo's cannot be kept here. */
const UNFIT: Readonly<Record<string, string>> = {
  unsupported_media_type: 'picture_format',
  payload_too_large: 'picture_too_large',
  image_too_many_pixels: 'picture_too_many_pixels',
};

function unfit({ code, params }: AppError): SyncError {
  return new SyncError(UNFIT[code] ?? 'picture_format', params, 'validation');
}

const gone = (field: string) => new SyncError('picture_gone', { field }, 'transient');

function wantedBy(plan: FamilyPlan) {
  const template = plan.family.odoo;
  if (!template) return [];
  const images = [...(template.image ? [template.image] : []), ...template.extraImages];
  const { image, extra_images } = plan.head.result.toHere;
  const ofHead = [
    ...unknown(images, [asTextOrNull(image)]).map((found) => ({ ...found, field: 'image' })),
    ...unknown(images, asList(extra_images)).map((found) => ({ ...found, field: 'extra_images' })),
  ].map((found) => ({ ...found, localId: plan.headId, kind: 'product' as const }));
  const ofMembers = plan.members.flatMap(({ localId, result, member }) =>
    unknown(member.variant?.ownImage ? [member.variant.ownImage] : [], [
      asTextOrNull(result.toHere.image),
    ]).map((found) => ({
      ...found,
      field: 'image',
      localId,
      kind: 'variant' as const,
    })),
  );
  return [...ofHead, ...ofMembers];
}

/** The images named by their own fingerprint, thus not known here. */
function unknown(images: readonly RemoteImage[], named: readonly (string | null)[]): RemoteImage[] {
  return images.filter((image) => named.includes(fingerprint(image)));
}
