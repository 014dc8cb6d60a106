import type { CameraScreen, FrameReport, WatchTask } from '../../contract/camera.ts';
import { DeviceError } from '../../contract/device-error.ts';
import { raceAbort } from '../../runtime/deadline.ts';
import { HandClock, settle } from '../../runtime/testing/hand-clock.ts';
import { PageCamera } from '../driver.ts';
import type { CameraProfile } from '../profile.ts';

export const profile: CameraProfile = {
  name: 'bench',
  samples: 6,
  everyMs: 500,
  withinMs: 8000,
  darkBelow: 20,
  frozenSamples: 5,
  presenceMs: 2000,
  retryMs: 15_000,
  lookEveryMs: 600_000,
  facts: {},
};

export const fine: FrameReport = { verdict: 'ok', meanLuma: 118, fps: 30 };

/** A page whose answers a test gives by hand. */
class Page implements CameraScreen {
  connected = false;
  readonly asked: { task: WatchTask; report: (report: FrameReport) => void }[] = [];
  readonly #listeners = new Set<() => void>();

  get listeners(): number {
    return this.#listeners.size;
  }

  connect(): void {
    this.connected = true;
    for (const listener of this.#listeners) listener();
  }

  onConnected(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async watch(task: WatchTask, signal: AbortSignal): Promise<FrameReport> {
    if (!this.connected)
      throw new DeviceError('disconnected', 'no page', { effect: 'none', retry: 'afterFix' });
    const { promise, resolve } = Promise.withResolvers<FrameReport>();
    this.asked.push({ task, report: resolve });
    return raceAbort(promise, signal);
  }

  /** Answers the newest question. */
  async says(report: FrameReport): Promise<void> {
    this.asked.at(-1)?.report(report);
    await settle();
  }
}

/** @param page whether there is a running kiosk around the driver. */
export function cameraBench({ page: withPage = true, name = null as string | null } = {}) {
  const clock = new HandClock();
  const system: { cameras: readonly string[] | null } = { cameras: ['HD Camera'] };
  const page = new Page();
  const camera = new PageCamera({
    id: 'camera',
    clock,
    profile,
    name,
    readCameras: async () => system.cameras,
  });
  if (withPage) camera.lookThrough(page);
  return {
    clock,
    system,
    page,
    camera,
    codes: () => camera.status().conditions.map(({ code }) => code),
  };
}
