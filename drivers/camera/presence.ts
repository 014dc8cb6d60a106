import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, Timer } from '../contract/clock.ts';
import { DeviceError } from '../contract/device-error.ts';
import { raceAbort } from '../runtime/deadline.ts';
import type { OpenTransport, TransportClosed } from '../transport/transport.ts';

/** The names of the cameras that the operating system sees; `null`: it cannot be asked. */
export type ReadCameras = () => Promise<readonly string[] | null>;

/** Where Linux shows its video devices (kernel documentation, V4L2, "Video device interface"). */
const video4linux = { classDir: '/sys/class/video4linux', devDir: '/dev' };

/** The operating system's own list. Linux only so far; elsewhere the browser alone knows. */
export const systemCameras: ReadCameras = async () =>
  process.platform === 'linux' ? readVideo4Linux(video4linux) : null;

export async function readVideo4Linux({ classDir, devDir }: typeof video4linux): Promise<readonly string[]> {
  // Without a single video device the folder does not exist.
  const nodes = await readdir(classDir).catch(() => []);
  const names = await Promise.all(
    nodes.map(async (node) => {
      try {
        await access(join(devDir, node));
        return (await readFile(join(classDir, node, 'name'), 'utf8')).trim();
      } catch {
        // It was pulled out while we looked, or has no device file.
        return null;
      }
    }),
  );
  return names.filter((name) => name !== null);
}

export interface PresenceOptions {
  readCameras: ReadCameras;
  /** Part of the camera's name; `null`: any. */
  name: string | null;
  everyMs: number;
  clock: Clock;
}

/**
 * Being there, as a line: it opens when the operating system sees the camera, and closes when it no longer does. Where
 * the system cannot be asked it is always open. No byte goes over it.
 */
export class Presence {
  readonly #options: PresenceOptions;
  #seen: string | null = null;

  constructor(options: PresenceOptions) {
    this.#options = options;
  }

  /** What the system calls the camera; `null`: it is not there, or the system cannot tell. */
  get seen(): string | null {
    return this.#seen;
  }

  readonly open: OpenTransport = async (signal) => {
    if (!(await raceAbort(this.#look(), signal)))
      throw new DeviceError('disconnected', 'the system sees no such camera', {
        condition: 'device.gone',
        effect: 'none',
        retry: 'afterFix',
      });
    const closed = Promise.withResolvers<TransportClosed>();
    let isOpen = true;
    let timer: Timer;
    const end = (reason: TransportClosed) => {
      isOpen = false;
      timer.cancel();
      closed.resolve(reason);
    };
    const watch = async () => {
      const there = await this.#look();
      if (!isOpen) return;
      if (there) lookLater();
      else end({ reason: 'remote', detail: 'the system no longer sees the camera' });
    };
    const lookLater = () => {
      timer = this.#options.clock.setTimer(() => void watch(), this.#options.everyMs);
    };
    lookLater();
    return {
      onData() {},
      write: () => Promise.reject(new Error('nothing is written to a camera')),
      closed: closed.promise,
      async close() {
        if (isOpen) end({ reason: 'local' });
      },
    };
  };

  async #look(): Promise<boolean> {
    const { readCameras, name } = this.#options;
    const cameras = await readCameras();
    this.#seen = cameras?.find((camera) => name === null || camera.includes(name)) ?? null;
    return cameras === null || this.#seen !== null;
  }
}
