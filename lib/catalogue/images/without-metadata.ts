import sharp from 'sharp';

/** What a re-encoded JPEG or WebP loses nobody sees; PNG loses nothing. */
const QUALITY = 95;

/**
 * A picture as others may see it: without the place it was taken, the camera and the names in it (EXIF, XMP, IPTC),
 * turned upright as its orientation says. The colour profile stays. Undefined when there is nothing to take out.
 */
export async function withoutMetadata(original: Buffer): Promise<Buffer | undefined> {
  const picture = sharp(original, { animated: true });
  const { exif, xmp, iptc, comments, format } = await picture.metadata();
  if (!exif && !xmp && !iptc && !comments?.length) return undefined;
  const upright = picture.autoOrient().keepIccProfile();
  if (format === 'png') return upright.png().toBuffer();
  if (format === 'webp') return upright.webp({ quality: QUALITY }).toBuffer();
  return upright.jpeg({ quality: QUALITY, mozjpeg: false }).toBuffer();
}
