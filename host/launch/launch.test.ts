import { expect, it } from 'vitest';
import type { FromSimulators, ToSimulators } from '../../drivers/bench/messages.ts';
import { type DeviceConfig, hasLine } from '../config/schema.ts';
import { LaunchError } from './launch-error.ts';
import { launch } from './launch.ts';
import type { HostToShell, ShellToHost } from './messages.ts';
import { HandClock } from './testing/hand-clock.ts';
import { ScriptedChild } from './testing/scripted-child.ts';
import { trainingConfig } from './testing/training-config.ts';

function rig(config = trainingConfig, openEarly?: (url: string) => void) {
  const clock = new HandClock();
  const host = new ScriptedChild<ShellToHost, HostToShell>();
  const simulators = new ScriptedChild<ToSimulators, FromSimulators>();
  const lines: string[] = [];
  const launching = launch({
    config,
    refusedConfig: [],
    dataDir: '/data',
    rendererDir: '/renderer',
    port: 0,
    spawnHost: () => host,
    spawnSimulators: () => simulators,
    clock,
    random: () => 0,
    report: (line) => lines.push(line),
    ...(openEarly && { openEarly }),
  });
  return { clock, host, simulators, lines, launching };
}

const addresses = [
  { id: 'reader', host: '127.0.0.1', port: 5001 },
  { id: 'printer', host: '127.0.0.1', port: 5002 },
];
const simulatorsReady: Extract<FromSimulators, { type: 'ready' }> = {
  type: 'ready',
  devices: addresses,
  benchUrl: 'http://127.0.0.1:5000/',
  platform: null,
};

it('gives the host the addresses of the simulators and the screen its url', async () => {
  const { host, simulators, launching } = rig();
  expect(simulators.sent).toEqual([
    {
      type: 'start',
      devices: [
        { id: 'reader', role: 'id-card', profile: 'generic' },
        { id: 'printer', role: 'ticket-printer', profile: 'generic-80', preset: 'paper-low' },
      ],
      platform: null,
      rendererDir: '/renderer',
      benchPort: 0,
    },
  ]);
  simulators.says(simulatorsReady);
  const launched = await launching;
  expect(launched.benchUrl).toBe('http://127.0.0.1:5000/');
  const [boot] = host.sent;
  if (boot?.type !== 'boot') throw new Error('no boot message');
  expect(boot.config.devices).toMatchObject([
    { transport: { kind: 'tcp', host: '127.0.0.1', port: 5001 } },
    { transport: { kind: 'tcp', host: '127.0.0.1', port: 5002 } },
  ]);
  host.says({ type: 'ready', port: 4711 });
  expect(await launched.url).toBe(`http://127.0.0.1:4711/#token=${boot.token}`);
  expect(Buffer.from(boot.token, 'base64url')).toHaveLength(32);
});

it('tells staff about the host without ever writing the token', async () => {
  const { host, simulators, launching, lines } = rig();
  simulators.says(simulatorsReady);
  const launched = await launching;
  host.says({ type: 'ready', port: 4711 });
  const url = await launched.url;
  host.exits({ code: null, signal: 'SIGSEGV' });
  expect(lines).toEqual([
    'host: starting',
    'host: ready on 127.0.0.1:4711',
    'host: ended (SIGSEGV), starts again in 0.25 s',
  ]);
  expect(lines.join()).not.toContain(new URL(url).hash.slice('#token='.length));
});

it('gives the host the address of the simulated city, and staff the place where it is made to fail', async () => {
  const { host, simulators, launching } = rig({
    ...trainingConfig,
    platform: { office: 'hall', transport: { kind: 'simulator', preset: 'slow' } },
  });
  expect(simulators.sent).toMatchObject([{ platform: { preset: 'slow' } }]);
  const controlUrl = 'http://127.0.0.1:6001/#token=t';
  simulators.says({ ...simulatorsReady, platform: { port: 6000, controlUrl } });
  const launched = await launching;
  expect(launched.cityControlUrl).toBe(controlUrl);
  expect(host.sent).toMatchObject([
    { config: { platform: { office: 'hall', transport: { kind: 'http', url: 'http://127.0.0.1:6000' } } } },
  ]);
});

it('starts no simulator where every device is real', async () => {
  const real = {
    ...trainingConfig,
    mode: 'production' as const,
    devices: trainingConfig.devices
      .filter(hasLine)
      .map((device): DeviceConfig =>
        device.role === 'document-printer'
          ? { ...device, transport: { kind: 'ipp', url: 'ipp://10.0.0.7/ipp/print' } }
          : { ...device, transport: { kind: 'tcp', host: '10.0.0.7', port: 9100 } },
      ),
  };
  const { host, simulators, launching } = rig(real);
  const launched = await launching;
  expect(launched.benchUrl).toBeNull();
  expect(simulators.sent).toEqual([]);
  expect(host.sent).toMatchObject([{ type: 'boot', config: real }]);
});

it('never simulates in production mode, whatever the configuration check has let through', async () => {
  const { simulators, launching } = rig({ ...trainingConfig, mode: 'production' });
  await expect(launching).rejects.toThrow('something simulated in production mode');
  expect(simulators.sent).toEqual([]);
});

it('says why the simulators did not start', async () => {
  const failed = rig();
  failed.simulators.says({ type: 'failed', reason: 'no preset "x"' });
  await expect(failed.launching).rejects.toThrow(
    new LaunchError('the simulators did not start: no preset "x"'),
  );

  const ended = rig();
  ended.simulators.exits({ code: 9, signal: null });
  await expect(ended.launching).rejects.toThrow('the simulators ended (code 9)');
  expect(ended.lines, 'said once, by whoever catches it').toEqual([]);

  const silent = rig();
  silent.clock.advance(15_000);
  await expect(silent.launching).rejects.toThrow('the simulators did not start within 15 s');
  expect(silent.simulators.killed).toBe(true);

  const incomplete = rig();
  incomplete.simulators.says({ ...simulatorsReady, devices: addresses.slice(0, 1) });
  await expect(incomplete.launching).rejects.toThrow('the simulators gave no address for printer');
  expect(incomplete.simulators.killed).toBe(true);
});

it('reports simulators that end later and lets the host live', async () => {
  const { host, simulators, launching, lines } = rig();
  simulators.says(simulatorsReady);
  await launching;
  simulators.exits({ code: null, signal: 'SIGKILL' });
  expect(lines).toContain('the simulators ended (SIGKILL)');
  expect(host.killed).toBe(false);
});

it('rejects the url where the host cannot run', async () => {
  const { host, simulators, launching } = rig();
  simulators.says(simulatorsReady);
  const launched = await launching;
  host.says({ type: 'fatal', reason: 'the data directory is not writable' });
  await expect(launched.url).rejects.toThrow(new LaunchError('the data directory is not writable'));
});

it('stops the host first, then its simulated devices', async () => {
  const { host, simulators, launching } = rig();
  simulators.says(simulatorsReady);
  const launched = await launching;
  const stopped = launched.stop();
  expect(host.sent.at(-1)).toEqual({ type: 'stop' });
  expect(simulators.sent).toHaveLength(1);
  host.exits({ code: 0, signal: null });
  await expect.poll(() => simulators.sent.at(-1)).toEqual({ type: 'stop' });
  simulators.exits({ code: 0, signal: null });
  await stopped;
  await expect(launched.url).rejects.toThrow('stopped before the host was ready');
});

it('opens the screen before the host is started, at the url that the host will have', async () => {
  const opened: { url: string; hostWasStarted: boolean }[] = [];
  const { host, simulators, launching } = rig(trainingConfig, (url) =>
    opened.push({ url, hostWasStarted: host.sent.length > 0 }),
  );
  simulators.says(simulatorsReady);
  await launching;
  const [boot] = host.sent;
  if (boot?.type !== 'boot') throw new Error('no boot message');
  expect(opened).toEqual([{ url: `http://127.0.0.1:0/#token=${boot.token}`, hostWasStarted: false }]);
});

it('starts no host for a screen that cannot be opened, and stops the simulators', async () => {
  const { host, simulators, launching } = rig(trainingConfig, () => {
    throw new LaunchError('no browser');
  });
  simulators.says(simulatorsReady);
  await expect.poll(() => simulators.sent.at(-1)).toEqual({ type: 'stop' });
  simulators.exits({ code: 0, signal: null });
  await expect(launching).rejects.toThrow(new LaunchError('no browser'));
  expect(host.sent).toEqual([]);
});
