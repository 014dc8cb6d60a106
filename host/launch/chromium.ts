import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Panel } from '../../contract/view.ts';
import type { Clock, Timer } from './clock.ts';
import type { ChildExit } from './child-link.ts';
import { browserSwitches } from './browser-switches.ts';
import { findBrowser, type Machine } from './find-browser.ts';
import { RestartPolicy } from './restart-policy.ts';

const stopMs = 3000;

export interface BrowserProcess {
  onExit(listener: (exit: ChildExit) => void): void;
  /** `gentle` lets it close by itself. */
  kill(how: 'gentle' | 'hard'): void;
}

export interface ChromiumOptions {
  url: string;
  panel: Panel;
  /** The kiosk has a camera, which the page may open. */
  camera: boolean;
  dataDir: string;
  machine: Machine;
  spawn: (path: string, args: string[], env: Record<string, string>) => BrowserProcess;
  clock: Clock;
  /** In [0, 1). */
  random: () => number;
  /** One line for staff. */
  report: (line: string) => void;
}

export type ChromiumStart =
  | { outcome: 'started'; stop: () => Promise<void> }
  | { outcome: 'no-display' }
  | { outcome: 'no-browser' };

/** Opens the screen in a full-screen Chromium and opens it again whenever it ends. */
export function startChromium(options: ChromiumOptions): ChromiumStart {
  if (!hasDisplay(options.machine)) return { outcome: 'no-display' };
  const browser = findBrowser(options.machine);
  if (browser === null) return { outcome: 'no-browser' };
  return { outcome: 'started', stop: keepOpen(browser, options) };
}

/** Windows and macOS always have one; Linux says so in its environment. */
export function hasDisplay({ platform, env }: Machine): boolean {
  if (platform === 'win32' || platform === 'darwin') return true;
  return Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

function keepOpen(browser: string, options: ChromiumOptions): () => Promise<void> {
  const { clock, random, report } = options;
  const profileDir = join(options.dataDir, 'chromium');
  const policy = new RestartPolicy(clock, random);
  let running: BrowserProcess | null = null;
  let next: Timer | null = null;
  let stopping: PromiseWithResolvers<void> | null = null;

  const open = (): void => {
    // A profile that a crash has damaged must not come back, and nothing of a visit may stay on the disk.
    rmSync(profileDir, { recursive: true, force: true });
    mkdirSync(profileDir, { recursive: true, mode: 0o700 });
    running = options.spawn(browser, chromiumArgs(options, profileDir), {
      // A crash dump is a picture of the page's memory, and Debian's Chromium makes them whatever the switches
      // say. Here they are wiped with the profile.
      BREAKPAD_DUMP_LOCATION: join(profileDir, 'crash'),
    });
    policy.healthy();
    running.onExit(({ code, signal }) => {
      running = null;
      if (stopping) return stopping.resolve();
      const { delayMs } = policy.crashed();
      report(
        `screen: the browser ended (${signal ?? `code ${code}`}), opens again in ${(delayMs / 1000).toFixed(2)} s`,
      );
      next = clock.setTimer(open, delayMs);
    });
  };
  open();

  return async () => {
    next?.cancel();
    stopping ??= Promise.withResolvers<void>();
    if (!running) return;
    running.kill('gentle');
    const late = clock.setTimer(() => running?.kill('hard'), stopMs);
    await stopping.promise;
    late.cancel();
    rmSync(profileDir, { recursive: true, force: true });
  };
}

/**
 * Nobody stands there to allow the camera. Chromium has no switch that allows it to one origin, so it is allowed, and
 * no other origin can be reached: names and addresses but our own do not resolve. The page's Permissions-Policy keeps
 * it from the microphone.
 */
const cameraArgs = [
  '--auto-accept-camera-and-microphone-capture',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

export function chromiumArgs(
  { url, panel, camera }: Pick<ChromiumOptions, 'url' | 'panel' | 'camera'>,
  profileDir: string,
): string[] {
  return [
    '--kiosk',
    `--app=${url}`,
    // Full screen is the window manager's work under X11; where there is none, this is what fills the panel.
    '--window-position=0,0',
    `--window-size=${panel.widthPx},${panel.heightPx}`,
    `--user-data-dir=${profileDir}`,
    ...browserSwitches.map(([name, value]) => `--${name}=${value}`),
    '--incognito',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-default-apps',
    '--disable-extensions',
    '--disable-domain-reliability',
    '--disable-breakpad',
    '--metrics-recording-only',
    '--no-pings',
    '--disable-translate',
    '--disable-features=Translate,MediaRouter,OptimizationHints,AutofillServerCommunication,InterestFeedContentSuggestions',
    '--disable-save-password-bubble',
    '--disable-session-crashed-bubble',
    '--hide-crash-restore-bubble',
    '--noerrdialogs',
    '--disable-infobars',
    '--disable-pinch',
    '--overscroll-history-navigation=0',
    // No system keyring prompt may ever cover the screen.
    '--password-store=basic',
    '--use-mock-keychain',
    ...(camera ? cameraArgs : []),
    // Chromium refuses to run as root with its sandbox. Only containers and test machines run a kiosk as
    // root; the systemd unit runs it as an ordinary user, with the sandbox.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
}

/** The browser and its helpers form one process group, so that none of them stays behind. */
export function spawnBrowser(path: string, args: string[], env: Record<string, string>): BrowserProcess {
  const grouped = process.platform !== 'win32';
  const child = spawn(path, args, {
    detached: grouped,
    stdio: 'ignore',
    env: { ...process.env, ...env },
  });
  const exit = Promise.withResolvers<ChildExit>();
  child.once('exit', (code, signal) => exit.resolve({ code, signal }));
  child.once('error', () => exit.resolve({ code: null, signal: null }));
  return {
    onExit(listener) {
      void exit.promise.then(listener);
    },
    kill(how) {
      const signal = how === 'gentle' ? 'SIGTERM' : 'SIGKILL';
      if (child.pid === undefined) return;
      if (!grouped) {
        child.kill(signal);
        return;
      }
      try {
        process.kill(-child.pid, signal);
      } catch {
        // ESRCH: it ended in the meantime, which is what was wanted.
      }
    },
  };
}

export function thisMachine(): Machine {
  return { platform: process.platform, env: process.env, homeDir: homedir() };
}
