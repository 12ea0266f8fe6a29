import type { RemoteImage } from '@/lib/odoo/records';
import type { ProductMemo } from './memo';
import type { HereSource } from './sources';

export const MAX_PICTURES = 10;

/** SHA-1 of a product's own pictures, in order. */
export function picturesHere({ row, family }: HereSource): string[] {
  return (family.pictures.get(row.id) ?? []).map((picture) => picture.sha1);
}

/**
 * Odoo's pictures as we know them: the main one first, each once. A fingerprint we know stands for our picture; an
 * unknown one stands for itself and is downloaded when it has to come here.
 */
export function picturesOdoo(
  source: { image: RemoteImage | null; extraImages: readonly RemoteImage[] },
  memo: ProductMemo,
): string[] {
  const all = [...(source.image ? [source.image] : []), ...source.extraImages];
  const known = all.map((image) => memo.pictures?.[fingerprint(image)] ?? fingerprint(image));
  return [...new Set(known)].slice(0, MAX_PICTURES);
}

/** Changes when the picture does: Odoo's checksum, or, where it is not told, where it is and how large. */
export function fingerprint(image: RemoteImage): string {
  return image.sha1 ?? `${image.ref.model}:${image.ref.id}:${image.hint ?? image.size ?? ''}`;
}
