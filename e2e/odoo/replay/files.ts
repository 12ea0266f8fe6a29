import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { isRecord, type Wire } from '../orm/values';
import { binaryOf, type Case } from './cases';

/** Stands in for the files of the recordings, which are kept as length and SHA-1 only: same kind, same size in pixels. */
export async function standInFiles(areas: Record<string, Case[]>): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const steps = new Map<string, string>();
  for (const cases of Object.values(areas)) {
    for (const one of cases) {
      if (!one.call) continue;
      for (const sha1 of binaries([...one.call.args, one.call.kwargs])) {
        const known = steps.get(sha1);
        if (known === undefined || !KIND.test(known)) steps.set(sha1, one.step);
      }
    }
  }
  for (const [sha1, step] of steps) files.set(sha1, await fileLike(step, sha1));
  return files;
}

/** A step that names the kind of file. */
const KIND = /\.(png|jpg|gif|bmp|webp|svg)/;

function binaries(value: Wire): string[] {
  const binary = binaryOf(value);
  if (binary) return [binary.sha1];
  if (Array.isArray(value)) return value.flatMap(binaries);
  return isRecord(value) ? Object.values(value).flatMap(binaries) : [];
}

const made = new Map<string, Promise<string>>();

function fileLike(step: string, sha1: string): Promise<string> {
  const known = made.get(sha1) ?? draw(step, sha1);
  made.set(sha1, known);
  return known;
}

async function draw(step: string, sha1: string): Promise<string> {
  if (/svg/.test(step))
    return Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>').toString('base64');
  const seed = createHash('sha1').update(sha1).digest();
  const size = /(\d+)x(\d+)/.exec(step);
  const [width, height] = /54mpx/.test(step)
    ? [9000, 6000]
    : size
      ? [Number(size[1]), Number(size[2])]
      : [8, 6];
  const image = sharp({
    create: { width, height, channels: 3, background: { r: seed[0] ?? 0, g: seed[1] ?? 0, b: seed[2] ?? 0 } },
  });
  if (/\.bmp/.test(step)) return Buffer.concat([Buffer.from('BM6'), seed]).toString('base64');
  const bytes = /\.jpg/.test(step)
    ? await image.jpeg().toBuffer()
    : /\.webp/.test(step)
      ? await image.webp().toBuffer()
      : /\.gif/.test(step)
        ? await image.gif().toBuffer()
        : await image.png().toBuffer();
  return bytes.toString('base64');
}
