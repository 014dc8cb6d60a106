import { maxMessageBytes } from '../../../../contract/wire.ts';

/** `[x, y, x, y, …]` in thousandths of the pad's width. */
export type Stroke = readonly number[];

export interface Point {
  x: number;
  y: number;
}

const wholePad = 1000;
const mostPoints = 400;
/** Of `citizenEventSchema`. */
export const mostStrokes = 128;
const mostPerStroke = 200;
/** What the message has around the strokes, with room to spare. */
const envelopeBytes = 200;

const clamp = (value: number): number => Math.min(wholePad, Math.max(0, Math.round(value)));

/** A point of the screen on a pad `width` wide, both in CSS pixels from the pad's corner. */
export const onPad = (x: number, y: number, width: number): Point => ({
  x: clamp((x / width) * wholePad),
  y: clamp((y / width) * wholePad),
});

const fits = (strokes: readonly Stroke[]): boolean =>
  strokes.reduce((points, stroke) => points + stroke.length / 2, 0) <= mostPoints &&
  strokes.every((stroke) => stroke.length / 2 <= mostPerStroke) &&
  JSON.stringify(strokes).length <= maxMessageBytes - envelopeBytes;

/**
 * What is sent of a name: as many points as the message holds, and those first that its form depends on
 * (Douglas and Peucker, 1973). A dot is a stroke of two equal points.
 */
export function strokesOf(drawn: readonly (readonly Point[])[]): Stroke[] {
  const lines = drawn.filter(({ length }) => length > 0).slice(0, mostStrokes);
  for (let tolerance = 1; ; tolerance *= 1.5) {
    const strokes = lines.map((line) => flat(simplify(line, tolerance)));
    // Two points to a stroke always fit: the tolerance cannot grow past the pad.
    if (tolerance > wholePad * 2 || fits(strokes)) return strokes;
  }
}

function flat(line: readonly Point[]): number[] {
  const [first] = line;
  const whole = line.length === 1 && first !== undefined ? [first, first] : line;
  return whole.flatMap(({ x, y }) => [x, y]);
}

/** Leaves out what is nearer than `tolerance` to the line between its neighbours that stay. */
function simplify(line: readonly Point[], tolerance: number): readonly Point[] {
  const first = line[0];
  const last = line.at(-1);
  if (first === undefined || last === undefined || line.length < 3) return line;
  let furthest = 0;
  let at = 0;
  for (const [index, point] of line.entries()) {
    const away = distance(point, first, last);
    if (away > furthest) {
      furthest = away;
      at = index;
    }
  }
  if (furthest <= tolerance) return [first, last];
  return [...simplify(line.slice(0, at + 1), tolerance).slice(0, -1), ...simplify(line.slice(at), tolerance)];
}

/** From a point to the piece of line between two others. */
function distance(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along =
    length === 0 ? 0 : Math.min(1, Math.max(0, ((point.x - from.x) * dx + (point.y - from.y) * dy) / length));
  return Math.hypot(point.x - from.x - along * dx, point.y - from.y - along * dy);
}
