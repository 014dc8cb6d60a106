import { crc32, deflateSync } from 'node:zlib';
import { concatBytes } from '../bytes.ts';
import type { Bitmap } from '../raster.ts';

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** PNG (ISO/IEC 15948) with one bit of grey per pixel. Our 1 is black, PNG's 0 is. */
export function encodePng({ widthDots, heightDots, bits }: Bitmap): Uint8Array {
  const rowBytes = Math.ceil(widthDots / 8);
  const rows = new Uint8Array((rowBytes + 1) * heightDots);
  for (let y = 0; y < heightDots; y += 1)
    for (let x = 0; x < rowBytes; x += 1)
      rows[y * (rowBytes + 1) + 1 + x] = ~(bits[y * rowBytes + x] ?? 0) & 0xff;
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, widthDots);
  view.setUint32(4, heightDots);
  header[8] = 1;
  return concatBytes([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', new Uint8Array()),
  ]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = concatBytes([new TextEncoder().encode(type), data]);
  const framed = new Uint8Array(body.length + 8);
  const view = new DataView(framed.buffer);
  view.setUint32(0, data.length);
  framed.set(body, 4);
  view.setUint32(body.length + 4, crc32(body));
  return framed;
}
