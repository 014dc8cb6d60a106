import type { Command, Device } from './device.ts';

/** What a page is to look for; the numbers are the profile's. */
export interface WatchTask {
  /** Part of the name that the system gives the camera; `null`: the only one. */
  name: string | null;
  samples: number;
  everyMs: number;
  withinMs: number;
  darkBelow: number;
  frozenSamples: number;
}

/** What a page saw: a verdict and numbers, never a picture. */
export interface FrameReport {
  /**
   * `no-frame`: too few pictures in time. `denied`: the browser did not allow it. `busy`: another program holds
   * the camera. `gone`: the browser knows no such camera.
   */
  verdict: 'ok' | 'dark' | 'frozen' | 'no-frame' | 'denied' | 'busy' | 'gone';
  /** Of the last picture, 0 to 255; `null` where there was none. */
  meanLuma: number | null;
  /** How many frames a second came; `null` where there was no picture. */
  fps: number | null;
}

/** Whoever can open the camera: the pages that are connected now. */
export interface CameraScreen {
  /**
   * Resolves with what the page saw.
   * @throws DeviceError `disconnected` where there is no page, or it goes; the reason of `signal` when that aborts.
   */
  watch(task: WatchTask, signal: AbortSignal): Promise<FrameReport>;
  /** Called whenever a page comes. Returns the unsubscribe. */
  onConnected(listener: () => void): () => void;
}

/**
 * Camera whose picture a page opens (W3C Media Capture, getUserMedia). Capability: `watch`. The driver knows two
 * things: whether the operating system sees the camera, and what a page reports of its picture; it asks the page when
 * the camera or the page comes, soon again after a fault, and now and then while all is well.
 *
 * There is no simulator of it, because there is no line between driver and camera. Chromium has one:
 * `--use-fake-device-for-media-stream --use-file-for-fake-video-capture=FILE.y4m`.
 */
export interface Camera extends Device {
  readonly deviceClass: 'camera';
  /**
   * Through whom the picture is looked at; called once, before `open()`. Without it a camera that the operating
   * system sees counts as on-line, and nothing is known of its picture.
   */
  lookThrough(screen: CameraScreen): void;
  /**
   * Has the picture looked at for a few seconds. A bad picture is an answer, and becomes a condition.
   * @throws DeviceError `disconnected` without a page; `timeout`: the page did not report. `effect` is always `none`.
   */
  watch(command: Command): Promise<FrameReport>;
  /** What was seen last, by whoever asked; `null`: nothing yet. */
  lastReport(): FrameReport | null;
  /** What the operating system calls it; `null`: it is not there, or this system cannot tell. */
  systemName(): string | null;
}
