import type { CameraReport, HostMessage } from '../../contract/rpc.ts';
import type { CameraScreen, FrameReport, WatchTask } from '../../drivers/contract/camera.ts';
import { DeviceError } from '../../drivers/contract/device-error.ts';
import { raceAbort } from '../../drivers/runtime/deadline.ts';
import type { EventResult, Screen } from './server.ts';

interface Question {
  watch: number;
  screen: Screen;
  report: PromiseWithResolvers<FrameReport>;
}

/**
 * Asks the newest of the connected screens to look at the camera. One question at a time; what a screen says unasked
 * is not accepted.
 */
export class ScreenCamera implements CameraScreen {
  readonly #screens: Screen[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #asking: (on: boolean) => void;
  #question: Question | null = null;
  #count = 0;

  /** @param asking told when a question begins and ends: only in between may the page open the camera. */
  constructor(asking: (on: boolean) => void) {
    this.#asking = asking;
  }

  connected(screen: Screen): void {
    this.#screens.push(screen);
    for (const listener of this.#listeners) listener();
  }

  lost(screen: Screen): void {
    this.#screens.splice(this.#screens.indexOf(screen), 1);
    if (this.#question?.screen === screen) this.#question.report.reject(noScreen());
  }

  reported({ watch, ...report }: CameraReport, screen: Screen): EventResult {
    const question = this.#question;
    if (question?.watch !== watch || question.screen !== screen)
      return { accepted: false, reason: 'not-now' };
    this.#question = null;
    question.report.resolve(report);
    return { accepted: true };
  }

  onConnected(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async watch(task: WatchTask, signal: AbortSignal): Promise<FrameReport> {
    const screen = this.#screens.at(-1);
    if (!screen) throw noScreen();
    const question: Question = { watch: this.#count++, screen, report: Promise.withResolvers<FrameReport>() };
    this.#question = question;
    this.#asking(true);
    screen.send({ kind: 'watch-camera', watch: question.watch, task } satisfies HostMessage);
    try {
      return await raceAbort(question.report.promise, signal);
    } finally {
      // A newer question has taken its place, or it is over.
      if (this.#question === question || this.#question === null) {
        this.#question = null;
        this.#asking(false);
      }
    }
  }
}

function noScreen(): DeviceError {
  return new DeviceError('disconnected', 'no screen looks at the camera', {
    effect: 'none',
    retry: 'afterFix',
  });
}
