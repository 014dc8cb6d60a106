import { describe, expect, it } from 'vitest';
import { clientMessageSchema, maxMessageBytes } from '../../../../contract/rpc.ts';
import { onPad, type Point, strokesOf } from './strokes.ts';

/** A wavy stroke of so many points. */
const wave = (points: number, top: number): Point[] =>
  Array.from({ length: points }, (_, index) => ({
    x: Math.round((index * 1000) / points),
    y: top + Math.round(40 * Math.sin(index / 3) + 20 * Math.sin(index / 1.3)) + 60,
  }));

const messageOf = (drawn: readonly (readonly Point[])[]) =>
  JSON.stringify({
    id: Number.MAX_SAFE_INTEGER,
    method: 'event',
    params: { type: 'SIGN', strokes: strokesOf(drawn) },
  });

describe('the strokes of a name', () => {
  it.each([
    ['a dot', [[{ x: 1000, y: 1000 }]]],
    ['one short stroke', [wave(2, 0)]],
    ['a long scrawl', [wave(5000, 300)]],
    ['four characters of thirty strokes', Array.from({ length: 120 }, (_, index) => wave(60, index * 7))],
    ['more strokes than anybody writes', Array.from({ length: 400 }, (_, index) => wave(40, index * 2))],
  ])('of %s are a message of the contract', (_, drawn) => {
    const message = messageOf(drawn);
    expect(message.length).toBeLessThanOrEqual(maxMessageBytes);
    const read = clientMessageSchema.parse(JSON.parse(message));
    if (read.method !== 'event' || read.params.type !== 'SIGN') throw new Error('not a signature');
    const { strokes } = read.params;
    expect(strokes).toHaveLength(Math.min(drawn.length, 128));
    expect(strokes.flat().length / 2).toBeLessThanOrEqual(400);
  });

  it('keep their ends and their corners, and leave out what lies between on a line', () => {
    const line = Array.from({ length: 101 }, (_, index) => ({ x: index * 2, y: 0 }));
    const corner = [...line, ...Array.from({ length: 100 }, (_, index) => ({ x: 200, y: index + 1 }))];
    expect(strokesOf([corner])).toEqual([[0, 0, 200, 0, 200, 100]]);
  });

  it('keep their form within a few thousandths where there are few', () => {
    const drawn = wave(400, 0);
    const [stroke = []] = strokesOf([drawn]);
    expect(stroke.length / 2).toBeGreaterThan(60);
    expect(stroke.slice(0, 2)).toEqual([drawn[0]?.x, drawn[0]?.y]);
    expect(stroke.slice(-2)).toEqual([drawn.at(-1)?.x, drawn.at(-1)?.y]);
  });

  it('are none where nothing was written', () => {
    expect(strokesOf([])).toEqual([]);
    expect(strokesOf([[]])).toEqual([]);
  });
});

it('a point is in thousandths of the width both ways, and never off the pad', () => {
  expect(onPad(50, 25, 200)).toEqual({ x: 250, y: 125 });
  expect(onPad(-3, 900, 200)).toEqual({ x: 0, y: 1000 });
});
