import { createCanvas, loadImage } from '@napi-rs/canvas';
import jsqr from 'jsqr';
import { expect, test } from 'vitest';
import { rig, sampleTicket } from '../test-rig.ts';

const command = (opId: string) => ({ opId, deadlineMs: 8000 });

async function pixelsOf(png: Uint8Array | null) {
  if (!png) throw new Error('no picture');
  const image = await loadImage(png);
  const canvas = createCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, image.width, image.height);
}

test('the picture of a ticket: as wide as the paper, black on white, and its code can be scanned', async () => {
  await using r = await rig();
  await r.printer.ready(command('ready'));
  await r.printer.print(sampleTicket, command('op-1'));
  const { width, height, data } = await pixelsOf(await r.simulator.picture(1));
  expect(width).toBe(576 + 64);
  expect(height).toBeGreaterThan(800);
  const ink = data.filter((value, index) => index % 4 === 0 && value === 0).length / (width * height);
  expect(ink).toBeGreaterThan(0.03);
  expect(ink).toBeLessThan(0.2);
  expect(jsqr(data, width, height)?.data).toBe('https://queue.example.gov.cn/t/A012?d=20260105');
});

test('𠮷 and 䶮 come out as themselves, not as the box of a missing character', async () => {
  await using r = await rig();
  await r.printer.ready(command('ready'));
  const rows: string[] = [];
  for (const [index, text] of ['𠮷', '䶮', '\u{2fffd}'].entries()) {
    await r.printer.print(
      { parts: [{ kind: 'text', text, width: 2, height: 2 }], cut: 'partial' },
      command(`op-${index}`),
    );
    const { data } = await pixelsOf(await r.simulator.picture(index + 1));
    rows.push(data.join(''));
    expect(r.simulator.tickets()[index]?.lines).toEqual([]);
    expect(r.simulator.tickets()[index]?.items.some(({ kind }) => kind === 'raster')).toBe(true);
  }
  expect(new Set(rows).size).toBe(3);
});

test('double size is twice as wide and twice as tall', async () => {
  await using r = await rig();
  await r.printer.ready(command('ready'));
  await r.printer.print(
    {
      parts: [
        { kind: 'text', text: '取号' },
        { kind: 'text', text: '取号', width: 2, height: 2 },
      ],
      cut: 'none',
    },
    command('op-1'),
  );
  const extent = async () => {
    const { width, height, data } = await pixelsOf(await r.simulator.picture(1));
    const inked = (x: number, y: number) => data[(y * width + x) * 4] === 0;
    const box = (top: number, bottom: number) => {
      let [left, right, high, low] = [width, 0, height, 0];
      for (let y = top; y < bottom; y += 1)
        for (let x = 0; x < width; x += 1)
          if (inked(x, y))
            [left, right, high, low] = [
              Math.min(left, x),
              Math.max(right, x),
              Math.min(high, y),
              Math.max(low, y),
            ];
      return { width: right - left, height: low - high };
    };
    return [box(40, 72), box(72, height)] as const;
  };
  const [single, double] = await extent();
  expect(double.width / single.width).toBeCloseTo(2, 0);
  expect(double.height / single.height).toBeCloseTo(2, 0);
});

test('a picture that is not kept', async () => {
  await using r = await rig();
  await expect(r.simulator.picture(99)).resolves.toBeNull();
});
