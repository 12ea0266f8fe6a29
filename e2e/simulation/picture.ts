import sharp from 'sharp';

/** A small PNG whose bytes differ for every `n`. */
export function picture(n: number): Promise<Buffer> {
  return sharp({
    create: { width: 24, height: 24, channels: 3, background: { r: n % 256, g: (n >> 8) % 256, b: 90 } },
  })
    .png()
    .toBuffer();
}
