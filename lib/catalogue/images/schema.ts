import { z } from 'zod';

/** `POST /products/{id}/images` as JSON: where to download the picture. */
export const imageUrl = z.strictObject({ url: z.url({ protocol: /^https?$/ }).max(2000) });

/** `PUT /products/{id}/images`: every image of the product once, the main one first. */
export const imageOrder = z.strictObject({ image_ids: z.array(z.uuid()).max(50) });

export const imagePath = z.object({ id: z.uuid(), imageId: z.uuid() });

export const IMAGE_SIZES = [96, 256, 640] as const;
export type ImageSize = (typeof IMAGE_SIZES)[number];

export const imageQuery = z.object({
  size: z
    .enum(IMAGE_SIZES.map(String))
    .transform((value) => IMAGE_SIZES.find((size) => String(size) === value))
    .optional(),
});
