import { createHash } from 'node:crypto';
import sharp, { type Metadata } from 'sharp';
import { AppError } from '@/lib/errors';

export const MAX_IMAGE_BYTES = 10 * 1024 * 1024;
/** Odoo refuses more (FACTS.md B, Images). Also keeps a small file from unpacking into gigabytes. */
const MAX_PIXELS = 50_000_000;

const CONTENT_TYPES = { jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp' } as const;

export interface Picture {
  readonly bytes: Buffer;
  readonly sha256: string;
  /** Odoo's own checksum of the same bytes. */
  readonly sha1: string;
  readonly contentType: (typeof CONTENT_TYPES)[keyof typeof CONTENT_TYPES];
  readonly size: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Looks at bytes that are said to be a picture and believes only what they contain, not their name.
 * @throws AppError payload_too_large, unsupported_media_type (no JPG, PNG or WebP, or damaged), image_too_many_pixels
 */
export async function intakeImage(bytes: Buffer): Promise<Picture> {
  if (bytes.length > MAX_IMAGE_BYTES) throw new AppError('payload_too_large', { limit: '10 MB' });
  const { format, width, height } = await headerOf(bytes);
  const contentType = contentTypeOf(format);
  if (!contentType) throw notAnImage();
  if (width * height > MAX_PIXELS)
    throw new AppError('image_too_many_pixels', { max: MAX_PIXELS / 1_000_000 });
  await decode(bytes);
  return {
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    sha1: createHash('sha1').update(bytes).digest('hex'),
    contentType,
    size: bytes.length,
    width,
    height,
  };
}

function headerOf(bytes: Buffer): Promise<Metadata> {
  return sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch((cause: unknown) => {
      throw notAnImage(cause);
    });
}

/** A header alone is not a picture: a cut-off upload is found by decoding it. */
async function decode(bytes: Buffer): Promise<void> {
  await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'truncated' })
    .resize(8, 8, { fit: 'fill' })
    .raw()
    .toBuffer()
    .catch((cause: unknown) => {
      throw notAnImage(cause);
    });
}

function contentTypeOf(format: string | undefined): Picture['contentType'] | undefined {
  return Object.entries(CONTENT_TYPES).find(([name]) => name === format)?.[1];
}

function notAnImage(cause?: unknown): AppError {
  return new AppError('unsupported_media_type', { expected: 'JPG, PNG, WebP' }, { cause });
}
