import type { Camera, CameraScreen, FrameReport, WatchTask } from '../contract/camera.ts';
import type { Clock, Timer } from '../contract/clock.ts';
import type { Command, HealthLevel, HealthReport } from '../contract/device.ts';
import { DeviceError } from '../contract/device-error.ts';
import type { ConditionCode, DeviceState } from '../contract/status.ts';
import { DeviceBase } from '../runtime/device-base.ts';
import { condition } from '../runtime/status-tracker.ts';
import { Presence, type ReadCameras } from './presence.ts';
import type { CameraProfile } from './profile.ts';

export interface PageCameraOptions {
  id: string;
  clock: Clock;
  profile: CameraProfile;
  /** Part of the camera's name; `null`: there is only one. */
  name: string | null;
  readCameras: ReadCameras;
}

/** What a page gets beyond `withinMs` to say what it saw. */
const reportMs = 2000;

const meaning: Readonly<
  Record<FrameReport['verdict'], { device: DeviceState; condition: ConditionCode | null }>
> = {
  ok: { device: 'online', condition: null },
  dark: { device: 'online', condition: 'camera.dark' },
  frozen: { device: 'hardwareError', condition: 'camera.frozen' },
  'no-frame': { device: 'hardwareError', condition: 'camera.noFrame' },
  denied: { device: 'offline', condition: 'camera.denied' },
  busy: { device: 'offline', condition: 'camera.busy' },
  gone: { device: 'noDevice', condition: 'device.gone' },
};

/** A camera whose picture only a page can open. */
export class PageCamera extends DeviceBase implements Camera {
  readonly deviceClass = 'camera';
  readonly capabilities: ReadonlySet<string> = new Set(['watch']);
  readonly #profile: CameraProfile;
  readonly #presence: Presence;
  readonly #task: WatchTask;
  #screen: CameraScreen | null = null;
  #forgetScreen = () => {};
  #report: FrameReport | null = null;
  /** The look that the driver itself asked for. */
  #look = new AbortController();
  #nextLook: Timer | null = null;

  constructor({ id, clock, profile, name, readCameras }: PageCameraOptions) {
    const presence = new Presence({ readCameras, name, everyMs: profile.presenceMs, clock });
    super({ id, clock, open: presence.open });
    this.#profile = profile;
    this.#presence = presence;
    const { samples, everyMs, withinMs, darkBelow, frozenSamples } = profile;
    this.#task = { name, samples, everyMs, withinMs, darkBelow, frozenSamples };
  }

  lookThrough(screen: CameraScreen): void {
    this.#screen = screen;
    this.#forgetScreen = screen.onConnected(() => {
      if (this.connection.link === 'up') void this.#lookNow();
    });
  }

  protected override lineUp(): void {
    if (this.#screen) void this.#lookNow();
    else if (this.#presence.seen !== null) this.tracker.setDevice('online');
  }

  protected override lineLost(): void {
    this.#stopLooking();
  }

  protected override received(): void {
    throw new Error('a camera has no line of bytes');
  }

  override async close(): Promise<void> {
    this.#forgetScreen();
    this.#stopLooking();
    await super.close();
  }

  lastReport(): FrameReport | null {
    return this.#report;
  }

  systemName(): string | null {
    return this.#presence.seen;
  }

  watch(command: Command): Promise<FrameReport> {
    return this.queue.run(command, ({ signal }) => this.#watch(signal));
  }

  async checkHealth(level: HealthLevel, command: Command): Promise<HealthReport> {
    if (level !== 'internal')
      return { level, outcome: 'skipped', detail: 'the picture is all that can be tested' };
    if (!this.#screen) {
      const seen = this.systemName();
      const system = seen === null ? 'the system cannot tell' : `the system sees “${seen}”`;
      return { level, outcome: 'skipped', detail: `${system}; only a running kiosk sees the picture` };
    }
    try {
      const report = await this.watch(command);
      return { level, outcome: report.verdict === 'ok' ? 'passed' : 'failed', detail: words(report) };
    } catch (error) {
      if (!(error instanceof DeviceError) || error.code === 'canceled' || error.code === 'closed')
        throw error;
      return { level, outcome: 'failed', detail: error.message };
    }
  }

  async #watch(signal: AbortSignal): Promise<FrameReport> {
    if (this.connection.link !== 'up') throw notThere('the device is not connected', 'device.gone');
    if (!this.#screen) throw notThere('only a running kiosk sees the picture');
    const report = await this.#screen.watch(this.#task, signal);
    // It was given up in the meantime: what it says may be of a camera that has gone.
    signal.throwIfAborted();
    this.#saw(report);
    return report;
  }

  #saw(report: FrameReport): void {
    this.#report = report;
    this.count('WatchCount');
    const { device, condition: code } = meaning[report.verdict];
    if (code !== null) this.count('BadPictureCount');
    this.tracker.setConditions(code === null ? [] : [condition(code, numbers(report))]);
    this.tracker.setDevice(device);
    this.#lookIn(code === null ? this.#profile.lookEveryMs : this.#profile.retryMs);
  }

  async #lookNow(): Promise<void> {
    this.#stopLooking();
    const { signal } = (this.#look = new AbortController());
    try {
      await this.watch({ opId: 'look', deadlineMs: this.#profile.withinMs + reportMs, signal });
    } catch (error) {
      if (!(error instanceof DeviceError)) throw error;
      // No page has looked; the next one that comes will.
      if (!signal.aborted && !this.closing.aborted) this.#lookIn(this.#profile.retryMs);
    }
  }

  #lookIn(ms: number): void {
    this.#nextLook?.cancel();
    this.#nextLook = this.clock.setTimer(() => void this.#lookNow(), ms);
  }

  #stopLooking(): void {
    this.#nextLook?.cancel();
    this.#look.abort();
  }
}

function notThere(message: string, code?: ConditionCode): DeviceError {
  return new DeviceError('disconnected', message, {
    ...(code !== undefined && { condition: code }),
    effect: 'none',
    retry: 'afterFix',
  });
}

function numbers({ meanLuma, fps }: FrameReport): string | undefined {
  if (meanLuma === null) return undefined;
  const luma = `mean luma ${Math.round(meanLuma)} of 255`;
  return fps === null ? luma : `${luma}, ${fps.toFixed(1)} frames a second`;
}

function words(report: FrameReport): string {
  const seen = numbers(report);
  return seen === undefined ? report.verdict : `${report.verdict}: ${seen}`;
}
