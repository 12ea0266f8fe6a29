import { sql } from 'drizzle-orm';
import { links } from '@/db/schema/links';
import { imageKey, readObject } from '@/lib/storage/store';
import { inEngineTransaction } from '../../../engine/engine-transaction';
import { SyncError } from '../../../history/sync-error';
import { type FamilyHere, PRODUCT, TEMPLATE } from '../family';
import type { ProductMemo } from '../fields/memo';
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

/** Whose picture it is, here and in Odoo. */
export interface Owner {
  readonly kind: 'product' | 'variant';
  readonly localId: string;
  readonly odooId: number;
}

export const ownerOf = ({ plan, template }: SentPlan): Owner => ({
  kind: 'product',
  localId: plan.headId,
  odooId: template.id,
});

/**
 * A stored picture as Odoo takes it. One that is made fit is noted as ours before it leaves, which ties records that meet
 * for the first time: killed behind the upload, the next run knows what Odoo then has. @throws SyncError picture_missing
 */
export async function bytesOf(around: Surroundings, here: FamilyHere | null, owner: Owner, sha1: string) {
  const picture = here?.pictures.get(owner.localId)?.find((candidate) => candidate.sha1 === sha1);
  const bytes = picture ? await readObject(around.run.store, imageKey(picture.sha256)) : null;
  if (!bytes) {
    throw new SyncError('picture_missing', { sha1 }, 'validation');
  }
  const prepared = await preparePicture(bytes, around.run.odoo);
  if (prepared.sha1 !== sha1) await noteAsOurs(around, owner, { [prepared.sha1]: sha1 });
  return prepared;
}

async function noteAsOurs({ run }: Surroundings, owner: Owner, pictures: ProductMemo['pictures']) {
  const known = sql`coalesce(${links.memo} -> 'pictures', '{}'::jsonb) || ${JSON.stringify(pictures)}::jsonb`;
  await inEngineTransaction(run, (tx) =>
    tx
      .insert(links)
      .values({
        ...owner,
        integrationId: run.integration.id,
        odooModel: owner.kind === 'product' ? TEMPLATE : PRODUCT,
        origin: 'odoo',
        memo: { pictures },
      })
      .onConflictDoUpdate({
        target: [links.integrationId, links.kind, links.localId],
        set: { memo: sql`${links.memo} || jsonb_build_object('pictures', ${known})` },
      }),
  );
}
