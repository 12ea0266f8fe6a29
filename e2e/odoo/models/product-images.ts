import { OdooFault } from '../orm/faults';
import type { Model } from '../orm/model';
import type { Wire } from '../orm/values';
import { isRecord } from '../orm/values';
import { fieldFile, keepFile } from './attachment';
import { IMAGE_SIZES } from './image-processing';

/** image_1920 → image_variant_1920 and so on. */
const ofVariant = (size: number): string => `image_variant_${size}`;
const ofTemplate = (size: number): string => `image_${size}`;

/**
 * Keeps a written picture in all its sizes, or clears it.
 * @throws the recorded refusals of what is no picture (FACTS.md B, Images)
 */
export function keepImage(model: Model, id: number, value: Wire, kind: 'image' | 'image_variant'): void {
  const name = kind === 'image' ? ofTemplate : ofVariant;
  if (!value) {
    for (const size of IMAGE_SIZES) keepFile(model, id, name(size), false, '');
    return;
  }
  const key =
    isRecord(value) && typeof value.$binary === 'string' ? `$binary:${value.$binary}` : String(value);
  const prepared = model.env.images.get(key);
  if (!prepared) throw new Error('A picture must be among the arguments of the call that writes it.');
  if ('python' in prepared) throw new OdooFault(prepared.python, prepared.message);
  for (const size of IMAGE_SIZES) {
    keepFile(model, id, name(size), prepared.sizes[size] ?? false, prepared.mimetype);
  }
}

/** Readers of the five sizes of the template's own picture. */
export const templateImages = Object.fromEntries(
  IMAGE_SIZES.map((size) => [
    ofTemplate(size),
    (model: Model, id: number): Wire => fieldFile(model, id, ofTemplate(size)),
  ]),
);

/** Readers of a variant: its own picture, and the shown one (its own, else the template's). */
export const variantImages = Object.fromEntries(
  IMAGE_SIZES.flatMap((size) => [
    [ofVariant(size), (model: Model, id: number): Wire => fieldFile(model, id, ofVariant(size))],
    [
      ofTemplate(size),
      (model: Model, id: number): Wire => {
        const own = fieldFile(model, id, ofVariant(size));
        const template = model.one(id, 'product_tmpl_id');
        if (own || template === undefined) return own;
        return fieldFile(model.env.model('product.template'), template, ofTemplate(size));
      },
    ],
  ]),
);
