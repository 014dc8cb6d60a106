import { describe, expect, it } from 'vitest';
import type { WatchTask } from '../../contract/camera.ts';
import { HandClock, settle } from '../../drivers/runtime/testing/hand-clock.ts';
import { type FrameSource, type OpenSource, type PageClock, watchFrames } from './watch-frames.ts';

const task: WatchTask = {
  name: null,
  samples: 4,
  everyMs: 500,
  withinMs: 5000,
  darkBelow: 20,
  frozenSamples: 3,
};

/** A camera that gives 20 frames a second from its opening until it is told otherwise. */
class Camera implements FrameSource {
  isOpen = true;
  hasEnded = false;
  /** `null`: each picture differs. */
  still: Uint8Array | null = null;
  stopsAfterMs = Infinity;
  #samples = 0;
  readonly #clock: HandClock;
  readonly #from: number;

  constructor(clock: HandClock) {
    this.#clock = clock;
    this.#from = clock.now();
  }

  frames(): number {
    return Math.floor(Math.min(this.#clock.now() - this.#from, this.stopsAfterMs) / 50);
  }

  ended(): boolean {
    return this.hasEnded;
  }

  sample(): Uint8Array {
    this.#samples += 1;
    return this.still ?? Uint8Array.of(100, 100, 100, 100 + (this.#samples % 2));
  }

  close(): void {
    this.isOpen = false;
  }
}

function rig(set: (camera: Camera) => void = () => {}) {
  const clock = new HandClock();
  const camera = new Camera(clock);
  set(camera);
  const pageClock: PageClock = {
    now: () => clock.now(),
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const done = () => {
          timer.cancel();
          signal.removeEventListener('abort', done);
          resolve();
        };
        const timer = clock.setTimer(done, ms);
        signal.addEventListener('abort', done, { once: true });
      }),
  };
  const abort = new AbortController();
  const watch = (open: OpenSource = async () => camera) => watchFrames(task, open, pageClock, abort.signal);
  return { clock, camera, abort, watch };
}

describe('a camera that works', () => {
  it('is judged by its pictures and closed', async () => {
    const { clock, camera, watch } = rig();
    const watching = watch();
    await clock.advance(2000);
    expect(await watching).toEqual({ verdict: 'ok', meanLuma: 100, fps: 20 });
    expect(camera.isOpen).toBe(false);
    expect(clock.pendingTimers).toBe(0);
  });

  it.each([
    ['dark', Uint8Array.of(3, 3), 3],
    ['frozen', Uint8Array.of(70, 90), 80],
  ])('%s', async (verdict, still, meanLuma) => {
    const { clock, watch } = rig((camera) => (camera.still = still));
    const watching = watch();
    await clock.advance(2000);
    expect(await watching).toEqual({ verdict, meanLuma, fps: 20 });
  });
});

describe('a camera that gives no picture', () => {
  it('from the start', async () => {
    const { clock, camera, watch } = rig((each) => (each.stopsAfterMs = 0));
    const watching = watch();
    await clock.advance(task.withinMs);
    expect(await watching).toEqual({ verdict: 'no-frame', meanLuma: null, fps: null });
    expect(camera.isOpen).toBe(false);
  });

  it('any more', async () => {
    const { clock, watch } = rig((each) => (each.stopsAfterMs = 1000));
    const watching = watch();
    await clock.advance(task.withinMs);
    expect(await watching).toMatchObject({ verdict: 'no-frame' });
    expect(clock.pendingTimers).toBe(0);
  });

  it('because it does not open; it is closed when it does after all', async () => {
    const { clock, camera, watch } = rig();
    const late = Promise.withResolvers<FrameSource>();
    const watching = watch(() => late.promise);
    await clock.advance(task.withinMs);
    expect(await watching).toEqual({ verdict: 'no-frame', meanLuma: null, fps: null });
    late.resolve(camera);
    await settle();
    expect(camera.isOpen).toBe(false);
  });

  it('because it went away', async () => {
    const { clock, camera, watch } = rig();
    const watching = watch();
    await clock.advance(700);
    camera.hasEnded = true;
    await clock.advance(500);
    expect(await watching).toMatchObject({ verdict: 'gone' });
    expect(camera.isOpen).toBe(false);
  });
});

it.each([
  ['NotAllowedError', 'denied'],
  ['SecurityError', 'denied'],
  ['NotReadableError', 'busy'],
  ['AbortError', 'busy'],
  ['NotFoundError', 'gone'],
  ['OverconstrainedError', 'gone'],
])('%s is %s', async (name, verdict) => {
  const { watch, clock } = rig();
  const report = await watch(() => Promise.reject(new DOMException('no', name)));
  expect(report).toEqual({ verdict, meanLuma: null, fps: null });
  expect(clock.pendingTimers).toBe(0);
});

it('a mistake of ours is no verdict', async () => {
  await expect(rig().watch(() => Promise.reject(new TypeError('ours')))).rejects.toThrow('ours');
});

describe('an abort', () => {
  it('closes the camera and reports nothing', async () => {
    const { clock, camera, abort, watch } = rig();
    const watching = watch();
    await clock.advance(700);
    abort.abort();
    expect(await watching).toBeNull();
    expect(camera.isOpen).toBe(false);
    expect(clock.pendingTimers).toBe(0);
  });

  it('while it opens', async () => {
    const { camera, abort, watch } = rig();
    const late = Promise.withResolvers<FrameSource>();
    const watching = watch(() => late.promise);
    abort.abort();
    expect(await watching).toBeNull();
    late.resolve(camera);
    await settle();
    expect(camera.isOpen).toBe(false);
  });
});
