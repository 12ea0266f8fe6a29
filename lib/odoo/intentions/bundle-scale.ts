import type { RemoteImage } from '../records';

/** Bytes of pictures asked for in one call where nothing else is set: some MB travel well in one answer of Odoo. */
export const DEFAULT_BUNDLE_BYTES = 4 * 2 ** 20;

const LEAST_BYTES = 128 * 1024;
/** Of a picture of which nothing is known, until the first ones have come. */
const GUESSED_BYTES = 100 * 1024;
/** Pictures in a call however small they are. */
const MOST_PICTURES = 1_000;
const REGROWTH = 1.1;

/** How many pictures are asked for at once: less after Odoo could not carry it, slowly more again as bundles come. */
export class BundleScale {
  private bytes: number;
  private guess = GUESSED_BYTES;

  constructor(private readonly most: number = DEFAULT_BUNDLE_BYTES) {
    this.bytes = most;
  }

  /** How many of the first of these go together: at least one, whatever its size. */
  fitting(images: readonly RemoteImage[]): number {
    let sum = 0;
    let count = 0;
    for (const image of images.slice(0, MOST_PICTURES)) {
      sum += sizeOf(image) ?? this.guess;
      if (count > 0 && sum > this.bytes) break;
      count++;
    }
    return count;
  }

  /** What came says how large those are whose size Odoo does not tell. */
  came(pictures: readonly unknown[]): void {
    const sizes = pictures.flatMap((bytes) => (Buffer.isBuffer(bytes) ? bytes.length : []));
    if (sizes.length > 0) this.guess = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
    this.bytes = Math.min(this.most, this.bytes * REGROWTH);
  }

  halve(): void {
    this.bytes = Math.max(Math.min(LEAST_BYTES, this.most), this.bytes / 2);
  }
}

const UNITS: Readonly<Record<string, number>> = { bytes: 1, kb: 2 ** 10, mb: 2 ** 20, gb: 2 ** 30 };

/** Bytes, from the attachment or from Odoo's words for it ("746.00 bytes", "12.30 Kb"); null when it tells neither. */
function sizeOf({ size, hint }: RemoteImage): number | null {
  if (size !== null) return size;
  const [, number = '', unit = ''] = /^([\d.]+)\s*(\w+)$/.exec(hint ?? '') ?? [];
  const bytes = Number(number) * (UNITS[unit.toLowerCase()] ?? Number.NaN);
  return bytes > 0 ? bytes : null;
}
