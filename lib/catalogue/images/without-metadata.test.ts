import sharp from 'sharp';
import { expect, test } from 'vitest';
import { withoutMetadata } from './without-metadata';

const base = sharp({ create: { width: 40, height: 20, channels: 3, background: '#c33' } });
const exif = {
  IFD0: { Copyright: 'Anne', Orientation: '6' },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '45/1 45/1 0/1' },
};

test.each(['jpeg', 'png', 'webp'] as const)(
  'a %s is served upright and without where it was taken',
  async (format) => {
    const original = await base
      .clone()
      .toFormat(format)
      .withExif(exif)
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const before = await sharp(original).metadata();
    expect(before.exif).toBeDefined();
    const clean = await withoutMetadata(original);
    const after = await sharp(clean).metadata();
    expect(after.exif).toBeUndefined();
    expect(after.format).toBe(format);
    expect([after.width, after.height]).toEqual(before.orientation === 6 ? [20, 40] : [40, 20]);
  },
);

test('a picture without metadata is left as it is', async () => {
  expect(await withoutMetadata(await base.clone().jpeg().toBuffer())).toBeUndefined();
});
