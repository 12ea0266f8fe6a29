import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import sharp from 'sharp';
import { type PictureOf, pictureSvg } from './picture';

/** Rendered pictures survive the process: a second start of the demonstration draws nothing. */
const CACHE = join(tmpdir(), 'standin-odoo-pictures');
const WIDTHS = [512, 256, 128] as const;

/** base64 PNG by the width of the field that shows it; 512 px are the original, so larger fields show the same. */
export type Rendered = Readonly<Record<1920 | 1024 | 512 | 256 | 128, string>>;

/** PNG in all sizes for each picture asked for; drawn once, then taken from the cache. */
export async function renderPictures(pictures: readonly PictureOf[]): Promise<Map<string, Rendered>> {
  await mkdir(CACHE, { recursive: true });
  const limit = pLimit(4);
  const rendered = await Promise.all(
    pictures.map((picture) => limit(async () => [picture.key, await render(picture)] as const)),
  );
  return new Map(rendered);
}

async function render(picture: PictureOf): Promise<Rendered> {
  const svg = pictureSvg(picture);
  const name = createHash('sha256').update(svg).digest('hex').slice(0, 32);
  const [full = '', small = '', tiny = ''] = await Promise.all(
    WIDTHS.map((width) => png(svg, width, join(CACHE, `${name}-${width}.png`))),
  );
  return { 1920: full, 1024: full, 512: full, 256: small, 128: tiny };
}

async function png(svg: string, width: number, file: string): Promise<string> {
  const cached = await readFile(file).catch(() => null);
  if (cached !== null) return cached.toString('base64');
  const drawn = await sharp(Buffer.from(svg)).resize(width).png({ compressionLevel: 9 }).toBuffer();
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, drawn);
  await rename(draft, file);
  return drawn.toString('base64');
}
