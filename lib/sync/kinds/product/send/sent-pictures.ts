import { imageKey, readObject } from '@/lib/storage/store';
import { SyncError } from '../../../history/sync-error';
import type { FamilyHere } from '../family';
import type { Outcome } from '../outcome';
import type { Surroundings } from '../surroundings';
import { preparePicture } from './prepare-picture';
import type { SentPlan } from './sent-plan';

/** What was sent as which of our pictures (SHA-1), so that it is known when it is read back. */
export interface SentPictures {
  /** By the SHA-1 of the bytes that Odoo was given. */
  readonly byBytes: Map<string, string>;
  /** By where they went, for users to whom Odoo tells no checksums: `placeOf` the image. */
  readonly byPlace: Map<string, string>;
}

export const nothingSent = (): SentPictures => ({ byBytes: new Map(), byPlace: new Map() });

export function placeOf({ model, id }: { model: string; id: number }): string {
  return `${model}:${id}`;
}

/** Runs one upload; what Odoo says of this picture, or of the right to it, is an error of its own. */
export async function attempt(
  outcome: Outcome,
  plan: SentPlan['plan'],
  localId: string,
  kind: 'product' | 'variant',
  field: string,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const own = ['validation', 'permission'];
    if (typeof error === 'object' && error !== null && 'class' in error && !own.includes(String(error.class)))
      throw error;
    outcome.refuse(plan, localId, kind, [field], error);
  }
}

/** A stored picture as Odoo takes it. @throws SyncError picture_missing */
export async function bytesOf(around: Surroundings, here: FamilyHere | null, ownerId: string, sha1: string) {
  const picture = here?.pictures.get(ownerId)?.find((candidate) => candidate.sha1 === sha1);
  const bytes = picture ? await readObject(around.run.store, imageKey(picture.sha256)) : null;
  if (!bytes) {
    throw new SyncError('picture_missing', { sha1 }, 'validation');
  }
  return preparePicture(bytes, around.run.odoo);
}
