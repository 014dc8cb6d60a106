import { describe, expect, it } from 'vitest';
import { HostSupervisor, type HostState } from './host-supervisor.ts';
import type { HostToShell, ShellToHost } from './messages.ts';
import { HandClock } from './testing/hand-clock.ts';
import { ScriptedChild } from './testing/scripted-child.ts';
import { trainingConfig } from './testing/training-config.ts';

type Host = ScriptedChild<ShellToHost, HostToShell>;

function rig(random: () => number = () => 0) {
  const clock = new HandClock();
  const hosts: Host[] = [];
  const states: HostState['name'][] = [];
  const supervisor = new HostSupervisor({
    spawn: () => {
      const host: Host = new ScriptedChild();
      hosts.push(host);
      return host;
    },
    clock,
    random,
    boot: {
      config: trainingConfig,
      refusedConfig: [],
      dataDir: '/data',
      rendererDir: '/renderer',
      port: 0,
      token: 'secret',
    },
  });
  supervisor.onState(({ name }) => states.push(name));
  const last = (): Host => hosts.at(-1)!;
  return {
    clock,
    hosts,
    states,
    supervisor,
    last,
    becomesReady: () => last().says({ type: 'ready', port: 4711 }),
    livesFor: (ms: number): void => {
      for (let passed = 0; passed < ms; passed += 1000) {
        clock.advance(1000);
        last().says({ type: 'alive' });
      }
    },
  };
}

function bootOf(host: Host) {
  const [boot] = host.sent;
  if (boot?.type !== 'boot') throw new Error('the first message is not boot');
  return boot;
}

describe('a host that starts', () => {
  it('is told everything it needs and is ready under its own port', () => {
    const { supervisor, last, becomesReady, states } = rig();
    supervisor.start();
    expect(bootOf(last())).toMatchObject({ config: trainingConfig, port: 0, token: 'secret', restarts: 0 });
    expect(Buffer.from(bootOf(last()).sessionKey, 'base64')).toHaveLength(32);
    becomesReady();
    expect(states).toEqual(['starting', 'ready']);
    expect(supervisor.state).toEqual({ name: 'ready', url: 'http://127.0.0.1:4711/#token=secret' });
  });

  it('may be silent for 15 s and not longer', () => {
    const { supervisor, clock, last } = rig();
    supervisor.start();
    clock.advance(14_999);
    expect(last().killed).toBe(false);
    clock.advance(1);
    expect(last().killed).toBe(true);
  });

  it('is ended when it lives for a minute without getting ready', () => {
    const { supervisor, hosts, livesFor } = rig();
    supervisor.start();
    livesFor(59_000);
    expect(hosts[0]!.killed).toBe(false);
    livesFor(1000);
    expect(hosts[0]!.killed).toBe(true);
  });
});

describe('a host that crashes', () => {
  it('comes back as the same host: port, token and key stay, the restart is counted', () => {
    const { supervisor, clock, hosts, becomesReady } = rig();
    supervisor.start();
    becomesReady();
    hosts[0]!.exits();
    clock.advance(250);
    expect(hosts).toHaveLength(2);
    const [first, second] = hosts.map(bootOf);
    expect(second).toMatchObject({ port: 4711, token: 'secret', restarts: 1 });
    expect(second!.sessionKey).toBe(first!.sessionKey);
  });

  it('waits 0.25 s, then twice as long each time', () => {
    const { supervisor, clock, hosts, last } = rig();
    supervisor.start();
    for (const delay of [250, 500, 1000, 2000]) {
      const before = hosts.length;
      last().exits();
      clock.advance(delay - 1);
      expect(hosts).toHaveLength(before);
      clock.advance(1);
      expect(hosts).toHaveLength(before + 1);
    }
  });

  it('five times in ten minutes is tried every five minutes only, until it has held for ten', () => {
    const { supervisor, clock, hosts, last, becomesReady, livesFor } = rig();
    supervisor.start();
    for (const delay of [250, 500, 1000, 2000]) {
      last().exits();
      clock.advance(delay);
    }
    last().exits();
    expect(supervisor.state).toMatchObject({ name: 'crash-loop', delayMs: 300_000 });
    clock.advance(299_999);
    expect(hosts).toHaveLength(5);
    clock.advance(1);
    expect(hosts).toHaveLength(6);

    becomesReady();
    livesFor(599_000);
    last().exits();
    expect(supervisor.state.name).toBe('crash-loop');
    clock.advance(300_000);

    becomesReady();
    livesFor(600_000);
    last().exits();
    expect(supervisor.state).toMatchObject({ name: 'restarting', delayMs: 250 });
  });

  it('that could not be spawned at all counts like a crash', () => {
    const { supervisor, last } = rig();
    supervisor.start();
    last().exits({ code: null, signal: null });
    expect(supervisor.state.name).toBe('restarting');
  });

  it('restarts with up to a quarter of jitter', () => {
    const { supervisor, last } = rig(() => 0.5);
    supervisor.start();
    last().exits();
    expect(supervisor.state).toMatchObject({ delayMs: 218.75 });
  });
});

describe('a host that hangs', () => {
  it('is ended after 3 s without a sign of life and started again', () => {
    const { supervisor, clock, hosts, becomesReady, livesFor } = rig();
    supervisor.start();
    becomesReady();
    livesFor(60_000);
    clock.advance(2999);
    expect(hosts[0]!.killed).toBe(false);
    clock.advance(1);
    expect(hosts[0]!.killed).toBe(true);
    clock.advance(250);
    expect(hosts).toHaveLength(2);
  });

  it('is not blamed for the time in which the whole machine slept', () => {
    const { supervisor, clock, hosts, becomesReady } = rig();
    supervisor.start();
    becomesReady();
    clock.suspend(3_600_000);
    clock.advance(1);
    expect(hosts[0]!.killed).toBe(false);
    clock.advance(3000);
    expect(hosts[0]!.killed).toBe(true);
  });
});

describe('the session key', () => {
  it('is replaced when a session has ended, and the next host gets the new one', () => {
    const { supervisor, clock, hosts, becomesReady } = rig();
    supervisor.start();
    becomesReady();
    const old = bootOf(hosts[0]!).sessionKey;
    hosts[0]!.says({ type: 'rotate-key' });
    const answer = hosts[0]!.sent.at(-1)!;
    if (answer.type !== 'key') throw new Error('no key came');
    expect(Buffer.from(answer.sessionKey, 'base64')).toHaveLength(32);
    expect(answer.sessionKey).not.toBe(old);
    hosts[0]!.exits();
    clock.advance(250);
    expect(bootOf(hosts[1]!).sessionKey).toBe(answer.sessionKey);
  });
});

describe('the camera', () => {
  it('is wanted while the host says so, and not by a host that has ended', () => {
    const { supervisor, hosts, becomesReady } = rig();
    supervisor.start();
    becomesReady();
    expect(supervisor.cameraWanted).toBe(false);
    hosts[0]!.says({ type: 'camera', wanted: true });
    expect(supervisor.cameraWanted).toBe(true);
    hosts[0]!.says({ type: 'camera', wanted: false });
    expect(supervisor.cameraWanted).toBe(false);
    hosts[0]!.says({ type: 'camera', wanted: true });
    hosts[0]!.exits();
    expect(supervisor.cameraWanted).toBe(false);
  });
});

describe('a host that cannot run', () => {
  it('is not started again', () => {
    const { supervisor, clock, hosts } = rig();
    supervisor.start();
    hosts[0]!.says({ type: 'fatal', reason: 'port 4711 is taken' });
    expect(supervisor.state).toEqual({ name: 'failed', reason: 'port 4711 is taken' });
    expect(hosts[0]!.killed).toBe(true);
    clock.advance(3_600_000);
    expect(hosts).toHaveLength(1);
  });

  it('is tried again where a host has worked before: the disk may have room again', () => {
    const { supervisor, clock, hosts, becomesReady } = rig();
    supervisor.start();
    becomesReady();
    hosts[0]!.exits({ code: null, signal: 'SIGKILL' });
    clock.advance(1000);
    hosts[1]!.says({ type: 'fatal', reason: 'the disk is full' });
    expect(hosts[1]!.killed).toBe(true);
    hosts[1]!.exits({ code: null, signal: 'SIGKILL' });
    expect(supervisor.state.name).toBe('restarting');
    clock.advance(1000);
    expect(hosts).toHaveLength(3);
  });
});

describe('stopping', () => {
  it('asks the host and waits for it', async () => {
    const { supervisor, hosts, becomesReady, states } = rig();
    supervisor.start();
    becomesReady();
    const stopped = supervisor.stop();
    expect(hosts[0]!.sent.at(-1)).toEqual({ type: 'stop' });
    expect(states.at(-1)).toBe('ready');
    hosts[0]!.exits({ code: 0, signal: null });
    await stopped;
    expect(states.at(-1)).toBe('stopped');
    expect(hosts[0]!.killed).toBe(false);
  });

  it('ends a host that does not react within 5 s', async () => {
    const { supervisor, clock, hosts, becomesReady } = rig();
    supervisor.start();
    becomesReady();
    const stopped = supervisor.stop();
    clock.advance(4999);
    expect(hosts[0]!.killed).toBe(false);
    clock.advance(1);
    await stopped;
    expect(hosts[0]!.killed).toBe(true);
  });

  it('between two attempts starts no further one', async () => {
    const { supervisor, clock, hosts } = rig();
    supervisor.start();
    hosts[0]!.exits();
    await supervisor.stop();
    clock.advance(3_600_000);
    expect(hosts).toHaveLength(1);
  });
});
