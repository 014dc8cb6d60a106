import { expect, it } from 'vitest';
import { onDemand } from './on-demand.ts';

it('loads once, whoever asks, and has it at hand from then on', async () => {
  let loads = 0;
  const wanted = onDemand(async () => ++loads);
  expect(wanted.now()).toBeNull();
  expect(await Promise.all([wanted.load(), wanted.load()])).toEqual([1, 1]);
  expect(wanted.now()).toBe(1);
  expect(await wanted.load()).toBe(1);
});

it('tries again after a failure', async () => {
  let loads = 0;
  const wanted = onDemand(async () => {
    loads += 1;
    if (loads === 1) throw new Error('the host was away');
    return loads;
  });
  await expect(wanted.load()).rejects.toThrow('the host was away');
  expect(wanted.now()).toBeNull();
  expect(await wanted.load()).toBe(2);
});
