export type Picture = 'moving' | 'dark' | 'frozen';

const width = 64;
const height = 48;
/** No divisor of the time between two looks: the film must not repeat in step with them. */
const frames = 7;

/**
 * A short film as Chromium's fake camera plays it, over and over: YUV4MPEG2 with 4:2:0 planes, ten frames a second,
 * a few kilobytes. `moving`: a bright bar walks over grey. `frozen`: the same bar stands. `dark`: black.
 */
export function y4m(picture: Picture): Uint8Array {
  const parts: Uint8Array[] = [Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`)];
  for (let frame = 0; frame < frames; frame += 1) {
    const bar = picture === 'moving' ? frame * 8 : 0;
    const luma = new Uint8Array(width * height).map((_, index) => {
      if (picture === 'dark') return 16;
      const x = index % width;
      return x >= bar && x < bar + 6 ? 230 : 120;
    });
    const chroma = new Uint8Array((width * height) / 2).fill(128);
    parts.push(Buffer.from('FRAME\n'), luma, chroma);
  }
  return Buffer.concat(parts);
}
