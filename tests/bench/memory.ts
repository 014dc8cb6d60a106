import process from 'node:process';
import { pause } from './clock.ts';
import type { Figure } from './figure.ts';
import { firstBusiness, type HostRun, runHost } from './host-run.ts';
import { bareNode, memoryOf } from './process-memory.ts';
import { fullSpeed, type SimulatedDevices, simulateDevices } from './simulated-devices.ts';
import { median } from './statistics.ts';

const warmUp = 200;
const sessions = 2000;
/** So many samples, one after each session, make one reading: a young heap goes up and down by megabytes. */
const window = 100;
const settleMs = 5000;
/** What the host takes, at rest and after many citizens. Linux only: the figures come from /proc. */
export async function measureMemory(progress: (line: string) => void): Promise<Figure[]> {
  if (process.platform !== 'linux') throw new Error('memory is read from /proc, which only Linux has');
  const devices = await simulateDevices(fullSpeed);
  const host = await runHost(devices.site);
  try {
    await pause(settleMs);
    const start = memoryOf(host.pid);
    const bare = await bareNode();
    const after = await runSessions(host, devices, progress);
    const node = { what: 'Node that does nothing', p99: null };
    return [
      {
        name: 'memory-after-start',
        what: `resident memory (RSS) of the host ${settleMs / 1000} s after its start, with a screen connected`,
        unit: 'MB',
        samples: 1,
        median: start.rss,
        p99: null,
        baseline: { ...node, median: bare.rss },
        target: { of: 'median', atMost: 130 },
      },
      {
        name: 'memory-pss',
        what: 'the same, pages shared with other processes divided among them (PSS)',
        unit: 'MB',
        samples: 1,
        median: start.pss,
        p99: null,
        baseline: { ...node, median: bare.pss },
        target: null,
      },
      {
        name: 'memory-growth',
        what: `growth of RSS over ${sessions} sessions with card and ticket: median of the last ${window} (${after.last.toFixed(1)} MB) against the median around session ${warmUp} (${after.first.toFixed(1)} MB)`,
        unit: '%',
        samples: sessions,
        median: (after.last / after.first - 1) * 100,
        p99: null,
        baseline: null,
        target: { of: 'median', atMost: 5 },
      },
    ];
  } finally {
    await host.stop();
    await devices.close();
  }
}

async function runSessions(
  host: HostRun,
  devices: SimulatedDevices,
  progress: (line: string) => void,
): Promise<{ first: number; last: number }> {
  const rss: number[] = [];
  devices.reader.putCard(devices.reader.cards[0]?.id ?? '');
  for (let session = 1; session <= warmUp + sessions; session += 1) {
    await oneSession(host, devices);
    rss.push(memoryOf(host.pid).rss);
    if (session % 200 === 0)
      progress(`memory: session ${session}, ${median(rss.slice(-window)).toFixed(1)} MB`);
  }
  return { first: median(rss.slice(warmUp - window, warmUp)), last: median(rss.slice(-window)) };
}

/** Begins with a card on the reader and ends with the next one there, so that nobody waits for the next look. */
async function oneSession({ screen }: HostRun, { reader }: SimulatedDevices): Promise<void> {
  await screen.send({ type: 'CHOOSE', businessId: await firstBusiness(screen) });
  await screen.untilScreen('confirm');
  await screen.send({ type: 'PRINT' });
  reader.liftCard();
  await screen.until((view) => view.screen.name === 'take' && view.screen.card === 'taken');
  reader.putCard(reader.cards[0]?.id ?? '');
  await screen.send({ type: 'DONE' });
  await screen.until((view) => view.screen.name !== 'take');
}
