import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import sharp from 'sharp';
import { type PictureOf, pictureSvg } from './picture';

/** Rendered pictures survive the process: a second start of the demonstration draws nothing. */
const CACHE = join(tmpdir(), 'standin-odoo-pictures');

/** PNG of 640 × 640, base64, for each picture asked for; drawn once, then taken from the cache. */
export async function renderPictures(pictures: readonly PictureOf[]): Promise<Map<string, string>> {
  await mkdir(CACHE, { recursive: true });
  const limit = pLimit(4);
  const rendered = await Promise.all(
    pictures.map((picture) =>
      limit(async () => [picture.key, (await render(picture)).toString('base64')] as const),
    ),
  );
  return new Map(rendered);
}

async function render(picture: PictureOf): Promise<Buffer> {
  const svg = pictureSvg(picture);
  const file = join(CACHE, `${createHash('sha256').update(svg).digest('hex').slice(0, 32)}.png`);
  const cached = await readFile(file).catch(() => null);
  if (cached !== null) return cached;
  const png = await sharp(Buffer.from(svg)).png({ compressionLevel: 9 }).toBuffer();
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, png);
  await rename(draft, file);
  return png;
}
