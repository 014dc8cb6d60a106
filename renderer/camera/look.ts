import type { FrameReport, WatchTask } from '../../contract/camera.ts';
import { openCamera } from './open-camera.ts';
import { type PageClock, watchFrames } from './watch-frames.ts';

const pageClock: PageClock = {
  now: () => performance.now(),
  wait: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal.addEventListener('abort', done, { once: true });
    }),
};

/** Looks at the real camera; see `watchFrames`. */
export function look(task: WatchTask, signal: AbortSignal): Promise<FrameReport | null> {
  return watchFrames(task, openCamera, pageClock, signal);
}
