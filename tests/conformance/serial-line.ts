import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NotHere } from './rig.ts';

/**
 * A terminal device in front of the suite's line, for drivers that have their device on a serial port. Whoever opens
 * it connects the line; when either end is closed the other one goes as well, and the device is plugged in anew.
 */
export class SerialLine {
  readonly path: string;
  readonly #folder: string;
  readonly #port: number;
  #socat: ChildProcess;
  #closed = false;

  /** @param port where the suite's line listens. @throws NotHere without socat. */
  constructor(port: number) {
    this.#folder = mkdtempSync(join(tmpdir(), 'tongban-conformance-'));
    this.path = join(this.#folder, 'tty');
    this.#port = port;
    this.#socat = this.#plugIn();
  }

  close(): void {
    this.#closed = true;
    this.#socat.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #plugIn(): ChildProcess {
    // `wait-slave`: nobody is connected before a driver has opened the port. `-t`: what is cut is cut at once.
    const terminal = `PTY,link=${this.path},raw,echo=0,wait-slave,pty-interval=0.01`;
    const line = `TCP:127.0.0.1:${this.#port},nodelay`;
    const socat = spawn('socat', ['-t', '0.01', terminal, line], { stdio: 'ignore' });
    socat.once('exit', () => {
      if (!this.#closed) this.#socat = this.#plugIn();
    });
    return socat;
  }
}

/** @throws NotHere */
export function needSocat(): void {
  try {
    execFileSync('socat', ['-V'], { stdio: 'ignore' });
  } catch {
    throw new NotHere('no socat');
  }
}
