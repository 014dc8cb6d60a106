import { app, ipcMain, powerSaveBlocker, session } from 'electron';
import process from 'node:process';
import { systemClock } from '../host/launch/clock.ts';
import { browserSwitches } from '../host/launch/browser-switches.ts';
import { LaunchError } from '../host/launch/launch-error.ts';
import { launch, type Launched } from '../host/launch/launch.ts';
import { electronPreload, hostEntry, rendererDir, simulatorsEntry } from '../host/launch/paths.ts';
import { prepare } from '../host/launch/prepare.ts';
import { report } from '../host/launch/report.ts';
import { readyLine } from '../host/launch/ready-line.ts';
import { guardApp, guardSession } from './guards.ts';
import { listenForHeartbeat } from './heartbeat.ts';
import { ScreenRecovery } from './recovery.ts';
import { optionsOfShell } from './shell-options.ts';
import { utilityChild } from './utility-child.ts';
import { createKioskWindow, partition } from './window.ts';

/** How long the crash page stays where this process cannot bring the host up at all. */
const outOfServiceMs = 60_000;

/** Runs the kiosk in this Electron process. Called once, before Electron is ready. */
export async function runShell(argv: string[]): Promise<void> {
  if (!app.requestSingleInstanceLock()) {
    report('another Tongban runs on this machine already');
    app.exit(1);
    return;
  }
  app.enableSandbox();
  app.commandLine.appendSwitch('disable-pinch');
  app.commandLine.appendSwitch('overscroll-history-navigation', '0');
  for (const [name, value] of browserSwitches) app.commandLine.appendSwitch(name, value);

  let origin: string | null = null;
  const own = (): string | null => origin;
  guardApp(app, own);
  await app.whenReady();
  powerSaveBlocker.start('prevent-display-sleep');
  let launched: Launched | null = null;
  guardSession(session.fromPartition(partition), own, () => launched?.cameraWanted() ?? false);

  let ending = false;
  const end = async (code: number): Promise<void> => {
    if (ending) return;
    ending = true;
    recovery.stop();
    await launched?.stop();
    app.exit(code);
  };
  const window = createKioskWindow({
    preload: electronPreload,
    mayClose: () => ending,
  });
  const recovery = new ScreenRecovery({ window, clock: systemClock, random: Math.random, report });
  listenForHeartbeat(ipcMain, own, () => recovery.beat());
  const show = (url: string): void => {
    origin = new URL(url).origin;
    recovery.ensureShown(url);
  };
  // Citizens see that the kiosk is out of service; then the service manager tries from the beginning.
  const outOfService = (): void => {
    recovery.showCrashPage();
    systemClock.setTimer(() => void end(1), outOfServiceMs);
  };
  app.on('second-instance', () => window.focus());
  app.on('before-quit', (event) => {
    event.preventDefault();
    void end(0);
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void end(0));

  try {
    const options = optionsOfShell(argv);
    const prepared = prepare(options, report);
    const running = await launch({
      ...prepared,
      rendererDir,
      port: options.port,
      spawnHost: () => utilityChild(hostEntry, 'tongban-host'),
      spawnSimulators: () => utilityChild(simulatorsEntry, 'tongban-bench'),
      clock: systemClock,
      random: Math.random,
      report,
    });
    launched = running;
    running.onState((state) => {
      if (state.name === 'crash-loop') recovery.showCrashPage();
      if (state.name === 'failed') outOfService();
      if (state.name === 'ready') show(state.url);
    });
    void running.url.then(
      (url) => process.stdout.write(readyLine(url, running)),
      () => {}, // `onState` has told.
    );
  } catch (error) {
    if (!(error instanceof LaunchError)) throw error;
    report(error.message);
    outOfService();
  }
}
