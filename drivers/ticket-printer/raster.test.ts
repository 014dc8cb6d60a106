import { expect, test } from 'vitest';
import { transform } from 'receiptline';
import { concatBytes } from './bytes.ts';
import { type Bitmap, maxBandBytes, rasterBands, shifted } from './raster.ts';
import { encodePng } from './simulator/png.ts';

function chequered(widthDots: number, heightDots: number): Bitmap {
  const rowBytes = Math.ceil(widthDots / 8);
  const bits = Uint8Array.from({ length: rowBytes * heightDots }, (_, index) => (index * 37 + 11) & 0xff);
  return { widthDots, heightDots, bits };
}

test('one band: header and rows as they are', () => {
  const [band, ...others] = rasterBands(chequered(16, 3), 2047);
  expect(others).toEqual([]);
  expect([...(band ?? [])]).toEqual([0x1d, 0x76, 0x30, 0, 2, 0, 3, 0, 11, 48, 85, 122, 159, 196]);
});

test('a tall picture goes out in bands within the model’s limit and the limit of a band, without a row lost', () => {
  for (const limit of [24, 2047]) {
    const picture = chequered(576, 100);
    const bands = rasterBands(picture, limit);
    const heights = bands.map((band) => (band[6] ?? 0) + 256 * (band[7] ?? 0));
    expect(heights.reduce((sum, height) => sum + height)).toBe(100);
    expect(Math.max(...heights)).toBeLessThanOrEqual(limit);
    for (const band of bands) expect(band.length - 8).toBeLessThanOrEqual(maxBandBytes);
    const rows = concatBytes(bands.map((band) => band.subarray(8)));
    expect(rows).toHaveLength(picture.bits.length);
  }
});

test('picture data never holds a real-time command', () => {
  const data = Uint8Array.of(0x10, 0x04, 0x10, 0x05, 0x10, 0x14, 0x10, 0x10, 0x04, 0x01);
  const [band] = rasterBands({ widthDots: 80, heightDots: 1, bits: data }, 2047);
  expect([...(band ?? new Uint8Array()).subarray(8)]).toEqual([
    0x18, 0x04, 0x18, 0x05, 0x18, 0x14, 0x10, 0x18, 0x04, 0x01,
  ]);
  expect(data[0]).toBe(0x10);
});

test('moved right by any number of dots', () => {
  const picture = chequered(24, 5);
  const dot = ({ widthDots, bits }: Bitmap, x: number, y: number) =>
    ((bits[y * Math.ceil(widthDots / 8) + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
  for (const left of [0, 1, 7, 8, 13]) {
    const moved = shifted(picture, left);
    expect(moved.widthDots).toBe(24 + left);
    for (let y = 0; y < 5; y += 1)
      for (let x = 0; x < 24 + left; x += 1)
        expect(dot(moved, x, y), `${left}: ${x},${y}`).toBe(x < left ? 0 : dot(picture, x - left, y));
  }
});

test('the same picture gives the same rows as receiptline', () => {
  const picture = chequered(64, 8);
  const image = Buffer.from(encodePng(picture)).toString('base64');
  const other = Buffer.from(
    transform(`{image:${image}}`, { cpl: 48, encoding: 'gb18030', command: 'generic', gradient: false }),
    'latin1',
  );
  const [band] = rasterBands(picture, 2047);
  expect(other.includes(Buffer.from((band ?? new Uint8Array()).subarray(8)))).toBe(true);
});
