import { spawn } from 'node:child_process';
import process from 'node:process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../launch/clock.ts';
import { hasDisplay, spawnBrowser, startChromium, thisMachine } from '../launch/chromium.ts';
import { findElectron } from '../launch/electron-shell.ts';
import { forkChild } from '../launch/fork-child.ts';
import { holdPort } from '../launch/held-port.ts';
import { LaunchError } from '../launch/launch-error.ts';
import { launch, type Launched } from '../launch/launch.ts';
import { electronMain, electronPackage, hostEntry, rendererDir, simulatorsEntry } from '../launch/paths.ts';
import { prepare, type Prepared } from '../launch/prepare.ts';
import { report } from '../launch/report.ts';
import { readyLine } from '../launch/ready-line.ts';
import { parseStartOptions, type Shell, type StartOptions, toArguments } from '../launch/start-options.ts';

/**
 * `tongban start`: runs the kiosk until SIGINT or SIGTERM. Prints one JSON line on stdout when the screen
 * can be opened, everything else on stderr. Returns the exit code: 0 stopped, 1 it failed and said why,
 * 2 bad usage.
 */
export async function start(args: string[]): Promise<number> {
  const options = parseStartOptions(args);
  if (typeof options === 'string') {
    report(options);
    return 2;
  }
  try {
    const prepared = prepare(options, report);
    const electron = electronBinary(options.shell);
    if (electron === null) return await runHere(options, prepared);
    return await runElectron(electron, options);
  } catch (error) {
    if (!(error instanceof LaunchError)) throw error;
    report(error.message);
    return 1;
  }
}

/** `null`: another shell is to be used. Throws `LaunchError` where Electron was asked for and is not there. */
function electronBinary(shell: Shell | null): string | null {
  if (shell === 'chromium' || shell === 'none') return null;
  if (shell === null && !hasDisplay(thisMachine())) return null;
  const found = findElectron(electronPackage, process.env);
  const missing =
    'missing' in found ? found.missing : existsSync(electronMain) ? null : 'the Electron shell is not built';
  if ('binary' in found && missing === null) return found.binary;
  if (shell === 'electron') throw new LaunchError(`${missing}; use --shell chromium`);
  report(`${missing}; Chromium shows the screen instead`);
  return null;
}

/** Electron's main process starts the host itself; only its ready line is passed on. */
async function runElectron(binary: string, options: StartOptions): Promise<number> {
  // As in `chromiumArgs`: Chromium refuses to run as root with its sandbox.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(binary, [...asRoot, electronMain, ...toArguments(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: process.platform !== 'win32',
  });
  const { createInterface } = await import('node:readline');
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    if (line.startsWith('{"ready":true')) process.stdout.write(`${line}\n`);
  });
  onEndSignal(() => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new LaunchError(`Electron did not start: ${error.message}`)));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

async function runHere({ shell, port }: StartOptions, prepared: Prepared): Promise<number> {
  if (!existsSync(join(rendererDir, 'index.html')))
    throw new LaunchError('the screens are not built; run npm run build first');
  const signalled = new Promise<null>((resolve) => onEndSignal(() => resolve(null)));
  const held = await holdPort(port);
  let closeScreen = async (): Promise<void> => {};
  let stopHost = async (): Promise<void> => {};
  try {
    const launched = await launch({
      ...prepared,
      rendererDir,
      port: held.port,
      openEarly(address) {
        closeScreen = openScreen(shell, address, prepared);
      },
      spawnHost: () => held.fork(hostEntry),
      spawnSimulators: () => forkChild(simulatorsEntry),
      clock: systemClock,
      random: Math.random,
      report,
    });
    stopHost = launched.stop;
    const url = await Promise.race([launched.url, signalled]);
    if (url === null) return 0;
    process.stdout.write(readyLine(url, launched));
    const reason = await Promise.race([failure(launched), signalled]);
    if (reason === null) return 0;
    throw new LaunchError(reason);
  } finally {
    await closeScreen();
    await stopHost();
    held.close();
  }
}

/** Returns what closes it. Throws `LaunchError` where Chromium was asked for and cannot be shown. */
function openScreen(shell: Shell | null, url: string, { config, dataDir }: Prepared): () => Promise<void> {
  const nothing = async (): Promise<void> => {};
  if (shell === 'none') return nothing;
  const screen = startChromium({
    url,
    panel: config.panel,
    camera: config.devices.some(({ role }) => role === 'camera'),
    dataDir,
    machine: thisMachine(),
    spawn: spawnBrowser,
    clock: systemClock,
    random: Math.random,
    report,
  });
  if (screen.outcome === 'started') return screen.stop;
  const why =
    screen.outcome === 'no-display'
      ? 'this session has no display'
      : 'no Chromium, Chrome or Edge was found (TONGBAN_CHROMIUM can name one)';
  if (shell === 'chromium') throw new LaunchError(why);
  report(`${why}; open the printed URL in a browser on this machine`);
  return nothing;
}

function failure(launched: Launched): Promise<string> {
  return new Promise((resolve) => {
    launched.onState((state) => {
      if (state.name === 'failed') resolve(state.reason);
    });
  });
}

/** More than once: a terminal and npm both pass Ctrl-C on, and the second must not cut the orderly stop short. */
function onEndSignal(stop: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
}
