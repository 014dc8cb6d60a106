import { afterEach, beforeEach, expect, it } from 'vitest';
import { openRig, type Rig } from '../../platform/testing/rig.ts';
import { CityHealth } from './city-health.ts';

let rig: Rig;
let health: CityHealth;
let changes: number;
beforeEach(async () => {
  rig = await openRig();
  changes = 0;
  health = new CityHealth(rig.clock, () => (changes += 1));
});
afterEach(() => {
  health.stop();
  return rig.listening.close();
});

const isUp = (port: string) => health.ports(true)[port]?.up;

it('a system counts as away after it did not answer, until it does', async () => {
  const city = health.watch(rig.platform());
  expect(isUp('catalogue')).toBe(true);
  rig.simulator.setFaults([{ operation: 'catalogue.regions', kind: 'unavailable', times: 3, ms: 0 }]);
  expect((await city.catalogue.regions({})).ok).toBe(false);
  expect([isUp('catalogue'), isUp('intake'), changes]).toEqual([false, true, 1]);
  expect(health.ports(true)['catalogue']?.since).toMatch(/^2026-03-04T/);
  expect((await city.catalogue.regions({})).ok).toBe(true);
  expect([isUp('catalogue'), changes]).toEqual([true, 2]);
});

it('or until a minute has passed: then somebody may try again', async () => {
  const city = health.watch(rig.platform());
  rig.simulator.setFaults([{ operation: '*', kind: 'unavailable', times: null, ms: 0 }]);
  await city.catalogue.regions({});
  expect(isUp('catalogue')).toBe(false);
  await rig.clock.hand.advance(60_000);
  expect([isUp('catalogue'), changes]).toEqual([true, 2]);
});

it('a refusal is an answer', async () => {
  const city = health.watch(rig.platform());
  expect((await city.catalogue.guide({ item: 'no-such-item', region: '310000' })).ok).toBe(false);
  expect([isUp('catalogue'), changes]).toEqual([true, 0]);
});

it('a kiosk without a city has none of its systems', () => {
  expect(health.ports(false)).toEqual({});
});
