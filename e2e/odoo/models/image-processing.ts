import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { isRecord, type Wire } from '../orm/values';
import type { Capabilities } from '../version';

/** The widths a picture is kept in. */
export const IMAGE_SIZES = [1920, 1024, 512, 256, 128] as const;

export interface PreparedImage {
  /** base64 by width; all the same for formats that are never resized. */
  readonly sizes: Readonly<Record<number, string>>;
  readonly mimetype: string;
}

/** What the server says to a text that is no picture. */
export interface RefusedImage {
  readonly python: string;
  readonly message: string;
}

/** By the base64 text that was sent. */
export type PreparedImages = ReadonlyMap<string, PreparedImage | RefusedImage>;

const IMAGE_FIELDS = new Set(['image_1920', 'image_variant_1920']);
const FORMATS: readonly [RegExp, string][] = [
  [/^iVBORw0KGgo/, 'image/png'],
  [/^\/9j\//, 'image/jpeg'],
  [/^R0lGOD/, 'image/gif'],
  [/^Qk[01]/, 'image/bmp'],
  [/^UklGR/, 'image/webp'],
];

/** Finds the pictures among a call's arguments and does the resizing before the transaction starts. */
export async function prepareImages(
  caps: Capabilities,
  model: string,
  args: readonly Wire[],
  kwargs: { [key: string]: Wire },
): Promise<PreparedImages> {
  if (!model.startsWith('product.')) return new Map();
  const texts = new Set<string>();
  collect([...args, kwargs], texts);
  // load's columns and rows, by position or (JSON-2) by name.
  const [columns = kwargs.fields, rows = kwargs.data] = args;
  if (Array.isArray(columns) && Array.isArray(rows)) {
    columns.forEach((name, at) => {
      if (!IMAGE_FIELDS.has(String(name))) return;
      for (const row of rows) if (Array.isArray(row)) add(row[at], texts);
    });
  }
  const prepared = new Map<string, PreparedImage | RefusedImage>();
  for (const text of texts) prepared.set(text, await prepare(caps, text));
  return prepared;
}

function collect(value: Wire, texts: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collect(item, texts);
  else if (isRecord(value)) {
    for (const [key, item] of Object.entries(value)) {
      if (IMAGE_FIELDS.has(key)) add(item, texts);
      else collect(item, texts);
    }
  }
}

function add(value: Wire, texts: Set<string>): void {
  if (typeof value === 'string' && value !== '') texts.add(value);
  else if (isRecord(value) && typeof value.$binary === 'string') texts.add(`$binary:${value.$binary}`);
}

const USER = 'odoo.exceptions.UserError';

function undecodable(caps: Capabilities): RefusedImage {
  const tail = caps.version <= 15 ? ' Please try with a different file.' : '';
  return { python: USER, message: `This file could not be decoded as an image file.${tail}` };
}

function excessive(caps: Capabilities): RefusedImage {
  if (caps.version === 17 || caps.version >= 19) {
    return { python: USER, message: 'Too large image (above 50.0Mpx), reduce the image size.' };
  }
  const message = 'Image size excessive, uploaded images must be smaller than 50.0 million pixels.';
  return { python: caps.version === 15 ? 'builtins.ValueError' : USER, message };
}

/** What one text becomes (FACTS.md B, Images). */
async function prepare(caps: Capabilities, text: string): Promise<PreparedImage | RefusedImage> {
  if (text.startsWith('$binary:') && caps.version <= 15) {
    return { python: 'builtins.TypeError', message: "'Binary' object is not subscriptable" };
  }
  if (text.startsWith('$binary:') || !/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(text) || text.length % 4 === 1) {
    return caps.version <= 15
      ? undecodable(caps)
      : { python: USER, message: 'Image is not encoded in base64.' };
  }
  const mimetype = FORMATS.find(([start]) => start.test(text))?.[1];
  if (!mimetype) return /^PHN2Zy|^PD94bWw/.test(text) ? unchanged(text, 'image/svg+xml') : undecodable(caps);
  if (mimetype === 'image/webp') return caps.webp ? unchanged(text, mimetype) : undecodable(caps);
  if (mimetype === 'image/bmp') return unchanged(text, mimetype);
  return resized(caps, text, mimetype);
}

function unchanged(text: string, mimetype: string): PreparedImage {
  return { sizes: Object.fromEntries(IMAGE_SIZES.map((size) => [size, text])), mimetype };
}

async function resized(
  caps: Capabilities,
  text: string,
  mimetype: string,
): Promise<PreparedImage | RefusedImage> {
  const bytes = Buffer.from(text, 'base64');
  const meta = await sharp(bytes, { failOn: 'none', limitInputPixels: false })
    .metadata()
    .catch(() => undefined);
  if (!meta?.width || !meta.height) return unchanged(text, mimetype);
  if (meta.width * meta.height > 50_000_000) return excessive(caps);
  const sizes: Record<number, string> = {};
  for (const size of IMAGE_SIZES) {
    const fits = meta.width <= size && meta.height <= size;
    sizes[size] = fits || mimetype === 'image/gif' ? text : await shrunk(bytes, text, size);
  }
  return { sizes, mimetype };
}

async function shrunk(bytes: Buffer, text: string, size: number): Promise<string> {
  try {
    const small = await sharp(bytes, { failOn: 'none' })
      .resize(size, size, { fit: 'inside', withoutEnlargement: true })
      .toBuffer();
    return small.toString('base64');
  } catch {
    return text;
  }
}

/** SHA-1 of decoded base64, as ir.attachment keeps it. */
export function sha1OfBase64(text: string): string {
  return createHash('sha1').update(Buffer.from(text, 'base64')).digest('hex');
}
