import type { ForkOptions } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import builtIn from '../../assets/config/default.json' with { type: 'json' };
import { merge } from '../../host/config/layers.ts';
import { type Config, configSchema } from '../../host/config/schema.ts';
import type { ChildLink } from '../../host/launch/child-link.ts';
import { systemClock } from '../../host/launch/clock.ts';
import { forkChild, ofLauncher } from '../../host/launch/fork-child.ts';
import { HostSupervisor } from '../../host/launch/host-supervisor.ts';
import type { HostToShell, ShellToHost } from '../../host/launch/messages.ts';
import { hostEntry, rendererDir } from '../../host/launch/paths.ts';
import { openScreen, type TestScreen } from '../support/screen.ts';

/** The product's host process with its own supervisor, and a second screen beside whatever shows it. */
export interface HostRun {
  url: string;
  pid: number;
  screen: TestScreen;
  stop(): Promise<void>;
}

/** So long the thanks screen stays: a bench does not read it. Below what a site file may ask for. */
const thanksMs = 1;

/** What a bench brings along into the host: data that is there already, and a module that is loaded first. */
export interface Brought {
  dataDir: string;
  preload: string;
  env: Record<string, string>;
}

export async function runHost(site: Record<string, unknown>, brought?: Brought): Promise<HostRun> {
  const dataDir = brought?.dataDir ?? mkdtempSync(join(tmpdir(), 'tongban-bench-'));
  const config: Config = configSchema.parse(merge(builtIn, site));
  let child: ChildLink<ShellToHost, HostToShell> | null = null;
  const supervisor = new HostSupervisor({
    spawn: () => (child = forkChild(hostEntry, brought ? carrying(brought) : ofLauncher)),
    clock: systemClock,
    random: Math.random,
    boot: {
      config: { ...config, timeouts: { ...config.timeouts, thanksMs } },
      refusedConfig: [],
      dataDir,
      rendererDir,
      port: 0,
      token: 'bench',
    },
  });
  const url = await new Promise<string>((resolve, reject) => {
    supervisor.onState((state) => {
      if (state.name === 'ready') resolve(state.url);
      else if (state.name !== 'starting') reject(new Error(`the host is ${state.name}`));
    });
    supervisor.start();
  });
  const screen = await openScreen(url);
  await screen.untilScreen('attract');
  return {
    url,
    pid: pidOf(child),
    screen,
    async stop() {
      screen.close();
      await supervisor.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The first business on offer. The screen comes up before the queues have been counted, without any. */
export async function firstBusiness(screen: TestScreen): Promise<string> {
  const view = await screen.until(
    ({ screen: shown }) => shown.name === 'choose' && shown.businesses.length > 0,
  );
  const business = view.screen.name === 'choose' ? view.screen.businesses[0] : undefined;
  if (business === undefined) throw new Error('there is nothing to choose');
  return business.id;
}

function pidOf(child: ChildLink<ShellToHost, HostToShell> | null): number {
  if (child?.pid === undefined) throw new Error('the host has no process');
  return child.pid;
}

function carrying({ preload, env }: Brought): ForkOptions {
  return {
    ...ofLauncher,
    execArgv: [...(ofLauncher.execArgv ?? []), `--import=${pathToFileURL(preload).href}`],
    env: { ...process.env, ...env },
  };
}
