import builtIn from '../../assets/config/default.json' with { type: 'json' };
import { merge } from '../../host/config/layers.ts';
import { configSchema } from '../../host/config/schema.ts';
import { systemClock } from '../../host/launch/clock.ts';
import { forkChild } from '../../host/launch/fork-child.ts';
import { rendererDir, simulatorsEntry } from '../../host/launch/paths.ts';
import { startSimulators } from '../../host/launch/simulators.ts';
import { pause } from './clock.ts';
import type { Figure } from './figure.ts';
import { runHost } from './host-run.ts';
import { cpuSecondsOf } from './process-memory.ts';

const settleMs = 5000;
const idleMs = 60_000;

const simulated = (role: string, driver: string, profile: string) => ({
  id: role,
  role,
  driver,
  profile,
  required: false,
  transport: { kind: 'simulator' },
});

/** Every device that can be simulated, in a process of its own as `tongban start` runs them. */
const allDevices = [
  simulated('id-card', 'sam', 'generic-sam'),
  simulated('ticket-printer', 'escpos', 'generic-80mm'),
  simulated('scanner', 'code-scanner', 'newland'),
  simulated('social-security-card', 'pcsc', 'social-security'),
  simulated('document-printer', 'ipp', 'generic-a4'),
  simulated('io-board', 'modbus', 'generic-modbus-8'),
  simulated('ups', 'nut', 'nut'),
];

/** What a host costs that nobody uses, with all its devices on their lines. */
export async function measureIdle(): Promise<Figure[]> {
  const config = configSchema.parse(merge(builtIn, { devices: allDevices }));
  const simulators = await startSimulators(config, {
    spawn: () => forkChild(simulatorsEntry),
    clock: systemClock,
    rendererDir,
    benchPort: 0,
    onLost: (reason) => {
      throw new Error(reason);
    },
  });
  const host = await runHost({ devices: simulators.config.devices });
  try {
    await pause(settleMs);
    const before = cpuSecondsOf(host.pid);
    await pause(idleMs);
    const cpu = ((cpuSecondsOf(host.pid) - before) / idleMs) * 100_000;
    return [
      {
        name: 'idle-cpu',
        what: `processor time of the host at the attract screen over ${idleMs / 1000} s, of one core, with ${allDevices.length} simulated devices attached; a card is looked for ten times a second`,
        unit: '%',
        samples: 1,
        median: cpu,
        p99: null,
        baseline: null,
        target: { of: 'median', atMost: 2 },
      },
    ];
  } finally {
    await host.stop();
    await simulators.stop();
  }
}
