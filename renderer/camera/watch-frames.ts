import type { FrameReport, WatchTask } from '../../contract/camera.ts';
import { judge, meanOf } from './judge.ts';

/** An open camera. */
export interface FrameSource {
  /** How many frames have come so far. */
  frames(): number;
  /** The camera went away, or the browser took it back. */
  ended(): boolean;
  /** The newest frame, small, one byte of luma a pixel. */
  sample(): Uint8Array;
  close(): void;
}

/**
 * @param name part of the camera's name; `null`: the only one.
 * @throws DOMException as getUserMedia does (W3C Media Capture and Streams, 10.3.1).
 */
export type OpenSource = (name: string | null) => Promise<FrameSource>;

export interface PageClock {
  /** Monotonic milliseconds. */
  now(): number;
  /** Resolves then, or when the signal aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

const ofError: Readonly<Record<string, FrameReport['verdict']>> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotReadableError: 'busy',
  AbortError: 'busy',
  NotFoundError: 'gone',
  OverconstrainedError: 'gone',
};

/**
 * Opens the camera, looks at a few pictures, closes it again, and says what it saw. `null`: `signal` aborted.
 * The camera is closed in every case.
 */
export async function watchFrames(
  task: WatchTask,
  open: OpenSource,
  clock: PageClock,
  signal: AbortSignal,
): Promise<FrameReport | null> {
  const until = clock.now() + task.withinMs;
  let source: FrameSource | null;
  try {
    source = await openWithin(task, open, clock, signal);
  } catch (error) {
    const verdict = error instanceof DOMException ? ofError[error.name] : undefined;
    if (verdict === undefined) throw error;
    return { verdict, meanLuma: null, fps: null };
  }
  if (source === null) return signal.aborted ? null : { verdict: 'no-frame', meanLuma: null, fps: null };
  try {
    return await look(source, task, until, clock, signal);
  } finally {
    source.close();
  }
}

/** `null` when it did not open in time; it is closed as soon as it does. */
async function openWithin(
  { name, withinMs }: WatchTask,
  open: OpenSource,
  clock: PageClock,
  signal: AbortSignal,
): Promise<FrameSource | null> {
  const opened = new AbortController();
  const giveUp = () => opened.abort();
  signal.addEventListener('abort', giveUp, { once: true });
  const opening = open(name);
  try {
    const source = await Promise.race([opening, clock.wait(withinMs, opened.signal).then(() => null)]);
    if (source === null)
      void opening.then(
        (late) => late.close(),
        () => {},
      );
    return source;
  } finally {
    signal.removeEventListener('abort', giveUp);
    opened.abort();
  }
}

async function look(
  source: FrameSource,
  { samples, everyMs, darkBelow, frozenSamples }: WatchTask,
  until: number,
  clock: PageClock,
  signal: AbortSignal,
): Promise<FrameReport | null> {
  const pictures: Uint8Array[] = [];
  let seen = 0;
  let first: { at: number; frames: number } | null = null;
  const report = (verdict: FrameReport['verdict']): FrameReport => {
    const newest = pictures.at(-1);
    const seconds = first === null ? 0 : (clock.now() - first.at) / 1000;
    return {
      verdict,
      meanLuma: newest === undefined ? null : meanOf(newest),
      fps: first === null || seconds === 0 ? null : (source.frames() - first.frames) / seconds,
    };
  };
  while (!signal.aborted) {
    if (source.ended()) return report('gone');
    const frames = source.frames();
    if (frames > seen) {
      seen = frames;
      first ??= { at: clock.now(), frames };
      pictures.push(source.sample());
      if (pictures.length === samples) return report(judge(pictures, { darkBelow, frozenSamples }));
    }
    const left = until - clock.now();
    if (left <= 0) return report('no-frame');
    await clock.wait(Math.min(everyMs, left), signal);
  }
  return null;
}
