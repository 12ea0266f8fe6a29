import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { OdooSession } from '@/lib/odoo/session';

/** Odoo re-encodes what is larger; up to here bytes come back as they were sent (FACTS.md B, Images). */
const MAX_SIDE = 1_920;

/**
 * A picture as Odoo keeps it untouched: at most 1920 px a side, and no WebP where the server refuses it (14–16).
 * What is fine already is sent as it is.
 */
export async function preparePicture(
  bytes: Buffer,
  odoo: OdooSession,
): Promise<{ bytes: Buffer; sha1: string }> {
  const picture = sharp(bytes);
  const { width = 0, height = 0, format } = await picture.metadata();
  const refused = format === 'webp' && !odoo.capabilities.images.webp;
  const tooLarge = format !== 'webp' && (width > MAX_SIDE || height > MAX_SIDE);
  if (!refused && !tooLarge) return withSha1(bytes);
  const fitted = picture
    .rotate()
    .resize({ width: MAX_SIDE, height: MAX_SIDE, fit: 'inside', withoutEnlargement: true });
  return withSha1(await (format === 'jpeg' ? fitted.jpeg({ quality: 90 }) : fitted.png()).toBuffer());
}

function withSha1(bytes: Buffer) {
  return { bytes, sha1: createHash('sha1').update(bytes).digest('hex') };
}
