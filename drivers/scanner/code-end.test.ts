import { describe, expect, test } from 'vitest';
import { HandClock } from '../runtime/testing/hand-clock.ts';
import { CodeEnd } from './code-end.ts';
import { suffixBytes, type StreamProfile } from './profile.ts';
import { maxCodeBytes } from './wire.ts';

function rig(suffix: StreamProfile['suffix']) {
  const clock = new HandClock();
  const codes: { text: string; stale: boolean }[] = [];
  let floods = 0;
  const end = new CodeEnd({
    clock,
    quietMs: 50,
    suffix: suffixBytes[suffix],
    onCode: (payload, stale) => codes.push({ text: Buffer.from(payload).toString(), stale }),
    onFlood: () => (floods += 1),
  });
  const texts = () => codes.map(({ text }) => text);
  const say = (text: string) => end.push(Buffer.from(text));
  return { clock, end, codes, texts, say, floods: () => floods };
}

describe('the end of a code', () => {
  test.each([
    ['cr', 'one\rtwo\r'],
    ['lf', 'one\ntwo\n'],
    ['crlf', 'one\r\ntwo\r\n'],
    // Set up with CR, sends CR LF: what is left of the line end is no code.
    ['cr', 'one\r\ntwo\r\n'],
  ] as const)('is the suffix %s, also of two codes in one piece', (suffix, text) => {
    const { texts, say } = rig(suffix);
    say(text);
    expect(texts()).toEqual(['one', 'two']);
  });

  test('is found where the suffix comes in two pieces', () => {
    const { texts, say } = rig('crlf');
    say('one\r');
    expect(texts()).toEqual([]);
    say('\n');
    expect(texts()).toEqual(['one']);
  });

  test('is a silence of 50 ms, counted from the last byte', async () => {
    const { clock, texts, say } = rig('cr');
    say('one');
    await clock.advance(49);
    say(' more');
    await clock.advance(49);
    expect(texts()).toEqual([]);
    await clock.advance(1);
    expect(texts()).toEqual(['one more']);
    expect(clock.pendingTimers).toBe(0);
  });

  test('without a suffix is silence alone, and line ends belong to the code', async () => {
    const { clock, texts, say } = rig('none');
    say('\rone\r\ntwo\r');
    expect(texts()).toEqual([]);
    await clock.advance(50);
    expect(texts()).toEqual(['\rone\r\ntwo\r']);
  });

  test('an empty code is none', async () => {
    const { clock, texts, say } = rig('cr');
    say('\r\r');
    await clock.advance(50);
    expect(texts()).toEqual([]);
    expect(clock.pendingTimers).toBe(0);
  });
});

describe('what is too long', () => {
  test('the longest code there can be is none of it', () => {
    const { texts, say, floods } = rig('cr');
    say(`${'x'.repeat(maxCodeBytes)}\r`);
    expect(texts()).toEqual(['x'.repeat(maxCodeBytes)]);
    expect(floods()).toBe(0);
  });

  test('one byte more is cut off up to the suffix, and the next code is a code', () => {
    const { texts, say, floods } = rig('cr');
    say(`${'x'.repeat(maxCodeBytes + 1)}\rnext\r`);
    expect(texts()).toEqual(['next']);
    expect(floods()).toBe(1);
  });

  test('is cut off up to a silence where no suffix comes', async () => {
    const { clock, texts, say, floods } = rig('none');
    say('x'.repeat(maxCodeBytes + 500));
    await clock.advance(50);
    say('next');
    await clock.advance(50);
    expect(texts()).toEqual(['next']);
    expect(floods()).toBe(1);
  });

  test('is told of again and again while it lasts', () => {
    const { texts, say, floods } = rig('cr');
    say('x'.repeat(4 * maxCodeBytes + 100));
    expect(floods()).toBe(4);
    expect(texts()).toEqual([]);
  });
});

test('what had begun is stale, what begins afterwards is not', () => {
  const { end, codes, say } = rig('cr');
  say('begun');
  end.discard();
  say(' before\rafter\r');
  end.discard();
  say('later\r');
  expect(codes).toEqual([
    { text: 'begun before', stale: true },
    { text: 'after', stale: false },
    { text: 'later', stale: false },
  ]);
});

test('a fresh line has nothing of the old one', async () => {
  const { clock, end, texts, say } = rig('cr');
  say('half of a co');
  end.reset();
  expect(clock.pendingTimers).toBe(0);
  say('new\r');
  expect(texts()).toEqual(['new']);
});
