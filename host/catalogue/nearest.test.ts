import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRig, type Rig } from '../../platform/testing/rig.ts';
import { Nearest, type NearestOptions } from './nearest.ts';

let rig: Rig;
let answered: PromiseWithResolvers<void>;
beforeEach(async () => {
  rig = await openRig();
  answered = Promise.withResolvers<void>();
});
afterEach(() => rig.listening.close());

const nearest = (change: Partial<NearestOptions> = {}) =>
  new Nearest({
    connect: () => Promise.resolve(rig.platform()),
    office: 'hongqiaoli',
    place: { latitude: 31.2701, longitude: 121.4801 },
    clock: rig.clock,
    changed: () => answered.resolve(),
    ...change,
  });

describe('the nearest place', () => {
  it('is never waited for, and is another one than the kiosk’s own', async () => {
    const map = nearest();
    expect(map.of('payment-record')).toBeNull();
    await answered.promise;
    expect(map.of('payment-record')?.en).toMatch(/^Nearest: .+ km\)$/);
    expect(map.of('payment-record')?.en).not.toContain('Hongqiaoli');
  });

  it('is asked for again a minute after the city did not answer', async () => {
    let asked = 0;
    let reply: (() => void) | null = null;
    const platform = rig.platform();
    const map = nearest({
      connect: () =>
        Promise.resolve({
          map: {
            async points(...question: Parameters<typeof platform.map.points>) {
              asked += 1;
              const result = await platform.map.points(...question);
              reply?.();
              return result;
            },
          },
        }),
    });
    const oneAnswer = () => new Promise<void>((resolve) => (reply = resolve));
    rig.simulator.setFaults([{ operation: 'map.points', kind: 'malformed', times: 1, ms: 0 }]);
    const first = oneAnswer();
    map.of('payment-record');
    await first;
    map.of('payment-record');
    expect(asked).toBe(1);
    await rig.clock.hand.advance(60_000);
    map.of('payment-record');
    await answered.promise;
    expect(asked).toBe(2);
    expect(map.of('payment-record')).not.toBeNull();
  });

  it('is not known where no line can be opened, and nothing breaks', async () => {
    const broken = Promise.withResolvers<never>();
    const unhandled: unknown[] = [];
    const listen = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', listen);
    try {
      const map = nearest({ connect: () => broken.promise });
      map.of('payment-record');
      broken.reject(new Error('the key of the platform cannot be read: ENOENT'));
      // Node tells of it in the turn after the one in which it happened.
      await new Promise((resolve) => setImmediate(resolve));
      await new Promise((resolve) => setImmediate(resolve));
      expect(map.of('payment-record')).toBeNull();
      expect(unhandled).toEqual([]);
    } finally {
      process.off('unhandledRejection', listen);
    }
  });
});
