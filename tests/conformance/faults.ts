import assert from 'node:assert/strict';
import { constants } from 'node:os';
import {
  behind,
  byteByByte,
  duplicated,
  garbled,
  late,
  merged,
  noisy,
  silent,
  slow,
  split,
  truncated,
} from './distortions.ts';
import type { Distortion } from './line.ts';
import { type Fault, type Scenario, type Strike, NotHere } from './rig.ts';
import { type Stand, described, until } from './stand.ts';

/** What can go wrong on any line and with any process. Data and functions with a seed; every cell can be had again. */
export const commonFaults: readonly (Fault | Scenario)[] = [
  onReplies('silence', 'either', () => silent()),
  {
    name: 'silence mid-job',
    expect: 'either',
    arm: midway('toHost', (stand) => stand.line.toHost.distort(silent())),
  },
  onBoth('slow chunks', () => slow(32, 4)),
  onBoth('1-byte chunks', () => byteByByte()),
  onBoth('merged frames', () => merged(30)),
  onReplies('garbage', 'either', ({ random }) => noisy(random)),
  onReplies('bad checksum', 'either', ({ random }) => garbled(random)),
  onReplies('truncation', 'either', ({ random }) => truncated(random)),
  onReplies('duplicate replies', 'works', () => duplicated()),
  onReplies('late replies', 'either', ({ random }) => late(random.int(700, 2500))),
  {
    name: 'stalled reader',
    expect: 'either',
    arm: midway('toDevice', (stand) => stand.line.toDevice.stop()),
  },
  {
    name: 'unplugged at open',
    async run(stand) {
      stand.line.plug(false);
      stand.device.open();
      await until(5000, () => (stand.line.connections > 0 ? null : 'it does not try to connect'));
      const attempt = await stand.attempt(stand.main, stand.command(200));
      if (attempt.ok) assert.fail('it works without a line');
      assert.equal(attempt.error.effect, 'none', described(attempt.error));
      stand.line.plug(true);
      await stand.recovered();
      await stand.works();
    },
  },
  {
    name: 'unplugged idle',
    expect: 'either',
    arm(stand) {
      const connected = stand.line.openEnds > 0;
      stand.line.cut();
      return { struck: () => connected, end: () => {} };
    },
  },
  { name: 'unplugged mid-write', expect: 'either', arm: midway('toDevice', (stand) => stand.line.cut()) },
  { name: 'unplugged mid-reply', expect: 'either', arm: midway('toHost', (stand) => stand.line.cut()) },
  clockJump('clock jumps ahead', 36),
  clockJump('clock jumps back', -36),
  processSignal('driver process killed', 'SIGKILL'),
  processSignal('driver process stopped', 'SIGSTOP'),
];

/** Rows that only the rig can fill: it lists a fault of this name, or says in `skips` why there is none. */
export const classRows = [
  'wrong-id replies',
  'unsolicited status inside a reply',
  'power cycle mid-job',
  'disk full on the journal',
] as const;

export function isFault(row: Fault | Scenario): row is Fault {
  return 'arm' in row;
}

/** `reply`: a whole, sound message that answers something else. It must not be taken for the answer. */
export function wrongReplies(reply: Uint8Array, expect: Fault['expect']): Fault {
  return onReplies('wrong-id replies', expect, () => behind(reply));
}

/** `status`: a whole message that the device sends unasked, also within another. */
export function unsolicitedInside(status: Uint8Array, expect: Fault['expect']): Fault {
  return onReplies('unsolicited status inside a reply', expect, ({ random }) => split(status, random));
}

function onReplies(name: string, expect: Fault['expect'], make: (stand: Stand) => Distortion): Fault {
  return {
    name,
    expect,
    arm(stand) {
      const before = stand.line.toHost.distorted;
      stand.line.toHost.distort(make(stand));
      return {
        struck: () => stand.line.toHost.distorted > before,
        end: () => stand.line.toHost.distort(null),
      };
    },
  };
}

/** How bytes are cut into pieces is nobody's business: everything works as before. */
function onBoth(name: string, make: () => Distortion): Fault {
  return {
    name,
    expect: 'works',
    arm({ line: { toDevice, toHost } }) {
      const before = toHost.distorted;
      toDevice.distort(make());
      toHost.distort(make());
      return {
        struck: () => toHost.distorted > before,
        end() {
          toDevice.distort(null);
          toHost.distort(null);
        },
      };
    },
  };
}

/** Strikes when a part of the bytes that the command usually takes has passed. */
export function midway(
  direction: 'toDevice' | 'toHost',
  strike: (stand: Stand) => void,
): (stand: Stand) => Promise<Strike> {
  return async (stand) => {
    const usual = await stand.rehearse();
    await stand.main.prepare?.();
    const { toDevice, toHost } = stand.line;
    const at = stand.line[direction];
    at.after(stand.random.int(1, Math.max(1, Math.floor(usual[direction] * 0.9))), () => strike(stand));
    return {
      struck: () => at.reached,
      end() {
        toHost.distort(null);
        toDevice.go();
      },
    };
  };
}

/** Only the wall clock: deadlines are counted on the other one. */
function clockJump(name: string, hours: number): Fault {
  return {
    name,
    expect: 'works',
    arm(stand) {
      stand.clock.jump(hours * 3_600_000);
      return { struck: () => true, end: () => stand.clock.jump(-hours * 3_600_000) };
    },
  };
}

/** Skipped where the driver has no process of its own. */
function processSignal(name: string, signal: 'SIGKILL' | 'SIGSTOP'): Fault {
  return {
    name,
    expect: 'either',
    async arm(stand) {
      if (!stand.rig.driverProcess) throw new NotHere('its driver runs in the process of the host');
      let hit = false;
      const send = (which: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT') => {
        const pid = stand.rig.driverProcess?.() ?? null;
        if (pid !== null) process.kill(pid, constants.signals[which]);
        return pid !== null;
      };
      const strike = await midway('toHost', () => {
        hit = send(signal);
      })(stand);
      return {
        struck: () => hit,
        end() {
          void strike.end();
          if (signal === 'SIGSTOP') send('SIGCONT');
        },
      };
    },
  };
}
