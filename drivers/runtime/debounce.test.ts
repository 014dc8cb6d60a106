import { expect, test } from 'vitest';
import { Debounce } from './debounce.ts';

/** A person at a sensor: there after 300 ms, gone after 5 s. */
const person = () => new Debounce({ onMs: 300, offMs: 5000 });

test('the first sample counts at once', () => {
  expect(person().state).toBe(null);
  expect(person().sample(true, 0)).toBe(true);
  expect(person().sample(false, 0)).toBe(false);
});

test('a new state counts when it has lasted, each direction after its own time', () => {
  const it = person();
  it.sample(false, 0);
  expect(it.sample(true, 1000)).toBe(false);
  expect(it.sample(true, 1299)).toBe(false);
  expect(it.sample(true, 1300)).toBe(true);
  expect(it.sample(false, 2000)).toBe(true);
  expect(it.sample(false, 6999)).toBe(true);
  expect(it.sample(false, 7000)).toBe(false);
});

test('a contact that bounces starts its time over at each bounce', () => {
  const it = person();
  it.sample(false, 0);
  for (let at = 0; at < 10_000; at += 100) expect(it.sample((at / 100) % 2 === 1, at)).toBe(false);
  expect(it.sample(true, 10_100)).toBe(false);
  expect(it.sample(true, 10_400)).toBe(true);
});

test('no time at all: every sample counts', () => {
  const it = new Debounce({ onMs: 0, offMs: 0 });
  expect([true, false, true].map((raw, at) => it.sample(raw, at))).toEqual([true, false, true]);
});

test('what is forgotten does not delay what is seen next', () => {
  const it = person();
  it.sample(true, 0);
  it.forget();
  expect(it.state).toBe(null);
  expect(it.sample(false, 1)).toBe(false);
});

test('two samples with a stall between them do not make a state', () => {
  const it = new Debounce({ onMs: 300, offMs: 5000 }, 100);
  it.sample(false, 0);
  expect(it.sample(true, 1000)).toBe(false);
  expect(it.sample(true, 1400)).toBe(false);
  expect(it.sample(true, 1500)).toBe(false);
  expect(it.sample(true, 1600)).toBe(true);
});
