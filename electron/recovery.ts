import type { BrowserWindow } from 'electron';
import type { Clock, Timer } from '../host/launch/clock.ts';
import { RestartPolicy } from '../host/launch/restart-policy.ts';
import { crashPageUrl } from './crash-page.ts';

/** A page that paints and answers sends a beat each second. */
const hangMs = 8000;
/** From the start of a load to the first beat. */
const loadMs = 20_000;
/** Chromium's `ERR_ABORTED`: a newer navigation replaced this one, nothing has failed. */
const aborted = -3;

export interface RecoveryOptions {
  window: BrowserWindow;
  clock: Clock;
  /** In [0, 1). */
  random: () => number;
  /** One line for staff. */
  report: (line: string) => void;
}

/**
 * Keeps the screen in the window: loads it, loads it again with backoff when its process ends, hangs or
 * cannot load, and shows the crash page while it fails again and again or while there is no host.
 */
export class ScreenRecovery {
  readonly #options: RecoveryOptions;
  readonly #policy: RestartPolicy;
  #url: string | null = null;
  #hang: Timer | null = null;
  #next: Timer | null = null;

  constructor(options: RecoveryOptions) {
    this.#options = options;
    this.#policy = new RestartPolicy(options.clock, options.random);
    const { webContents } = options.window;
    webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit') this.#failed(`its process ended (${reason})`);
    });
    webContents.on('unresponsive', () => this.#endHung('it does not respond'));
    webContents.on('did-fail-load', (_event, code, description, _url, isMainFrame) => {
      if (isMainFrame && code !== aborted) this.#failed(`it could not be loaded (${description})`);
    });
  }

  /** Shows the screen from now on. A screen that is already there stays: it reconnects to its host itself. */
  ensureShown(url: string): void {
    if (this.#url === url) return;
    this.#url = url;
    this.#load();
  }

  /** Shows the crash page until `ensureShown`. */
  showCrashPage(): void {
    this.#url = null;
    this.#cancel();
    this.#go(crashPageUrl);
  }

  /** The page has shown a sign of life. */
  beat(): void {
    if (this.#url === null || this.#next) return;
    this.#policy.healthy();
    this.#watch(hangMs);
  }

  stop(): void {
    this.#url = null;
    this.#cancel();
  }

  #load(): void {
    if (this.#url === null) return;
    this.#cancel();
    this.#watch(loadMs);
    this.#go(this.#url);
  }

  #watch(limitMs: number): void {
    this.#hang?.cancel();
    this.#hang = this.#options.clock.setTimer(
      () => this.#endHung(`no sign of life for ${limitMs / 1000} s`),
      limitMs,
    );
  }

  #endHung(why: string): void {
    if (this.#url === null || this.#next) return;
    this.#failed(why);
    // A hung page does not unload; its process has to end before the window can be used again.
    this.#options.window.webContents.forcefullyCrashRenderer();
  }

  #failed(why: string): void {
    if (this.#url === null || this.#next) return;
    this.#hang?.cancel();
    const { clock, report } = this.#options;
    const { kind, delayMs } = this.#policy.crashed();
    report(`screen: ${why}, loads again in ${(delayMs / 1000).toFixed(2)} s`);
    this.#next = clock.setTimer(() => {
      this.#next = null;
      this.#load();
    }, delayMs);
    if (kind === 'crash-loop') this.#go(crashPageUrl);
  }

  #go(url: string): void {
    // A failed load is told by `did-fail-load`.
    this.#options.window.webContents.loadURL(url).catch(() => {});
  }

  #cancel(): void {
    this.#hang?.cancel();
    this.#next?.cancel();
    this.#next = null;
  }
}
