import assert from 'node:assert/strict';
import nut from '../../../assets/ups-profiles/nut.json' with { type: 'json' };
import { systemClock } from '../../../drivers/contract/clock.ts';
import type { Command } from '../../../drivers/contract/device.ts';
import { DeviceError } from '../../../drivers/contract/device-error.ts';
import type { ConditionCode, Summary } from '../../../drivers/contract/status.ts';
import type { PowerReading, Ups } from '../../../drivers/contract/ups.ts';
import { NutUps } from '../../../drivers/ups/driver.ts';
import { type UpsProfile, upsProfileSchema } from '../../../drivers/ups/profile.ts';
import { UpsSimulator } from '../../../drivers/ups/simulator/simulator.ts';
import { wrongReplies } from '../faults.ts';
import { type Fault, type Rig, type RigMaker, type Scenario, presetFault, simulated } from '../rig.ts';
import { type Stand, until } from '../stand.ts';

/** Its patience is short, so that its own time-outs come before those of the commands. */
const profile: UpsProfile = {
  ...upsProfileSchema.parse(nut),
  timeoutMs: 300,
  pollMs: 100,
  debounce: { onBatteryMs: 1500, onMainsMs: 1500 },
};
const latency = { reply: 2, lateReply: 800, flap: 250 };

async function make(upsName: string | null): Promise<Rig> {
  const simulator = new UpsSimulator({ clock: systemClock, latency });
  const end = await simulated(simulator);
  /** Another state each time: a late answer about the one before must never be taken for this one's. */
  const turn = ['replace-battery', 'charging'];
  let turns = 0;
  return {
    ...end,
    apply: (preset) => simulator.apply(preset),
    seen: () => simulator.state().variables,
    connect({ open, clock }) {
      const device = new NutUps({ id: 'ups', open, clock, profile, upsName });
      return {
        device,
        operations: [
          {
            // A UPS is only ever asked; this is the question that somebody waits for.
            name: 'checkHealth',
            capability: 'power',
            prepare() {
              turns += 1;
              simulator.apply(turn[turns % turn.length] ?? '');
            },
            async run(command) {
              const { variables } = simulator.state();
              const detail = await healthOf(device, command);
              const charge = `${variables['ups.status']}, charge ${variables['battery.charge']} %`;
              assert.ok(detail.includes(charge), `${detail}: not ${charge}`);
            },
          },
          {
            name: 'power',
            capability: 'power',
            async prepare() {
              simulator.apply('charging');
              await until(2000, () =>
                device.power().tokens.includes('CHRG') ? null : 'the charging is not noticed',
              );
            },
            async run(command) {
              await device.ready(command);
              const { power, low } = device.power();
              assert.deepEqual({ power, low }, { power: 'mains', low: false });
            },
          },
        ],
      };
    },
  };
}

/** A check does not fail, it reports: for the suite both is the same. */
async function healthOf(device: Ups, command: Command): Promise<string> {
  const { outcome, detail } = await device.checkHealth('internal', command);
  if (outcome === 'passed') return detail;
  const told = device.status().conditions.find(({ severity }) => severity === 'error');
  throw new DeviceError('condition', detail, {
    effect: 'none',
    retry: 'afterFix',
    ...(told && { condition: told.code }),
  });
}

const codesOf = ({ device }: Stand) =>
  device
    .status()
    .conditions.map(({ code }) => code)
    .join(' ');

/** Nothing can be known of the UPS. It is told by the watch, which may notice later than the check does. */
function standing(row: string, preset: string, condition: ConditionCode): Fault {
  return {
    name: row,
    expect: 'fails',
    standing: true,
    arm(stand) {
      stand.rig.apply(preset);
      return {
        struck: () => true,
        async end() {
          await until(2000, () => (codesOf(stand) === condition ? null : `${condition} is not told`));
          assert.equal((stand.device as Ups).power().power, 'unknown');
          stand.rig.apply('normal');
        },
      };
    },
  };
}

interface Shown extends Pick<PowerReading, 'power' | 'low'> {
  codes: readonly ConditionCode[];
  summary: Summary;
}

const well: Shown = { power: 'mains', low: false, codes: [], summary: 'ready' };

async function shows(stand: Stand, expected: Shown): Promise<void> {
  const ups = stand.device as Ups;
  await until(5000, () => {
    const { power, low } = ups.power();
    const now = JSON.stringify([power, low, codesOf(stand), ups.status().summary]);
    const wanted = JSON.stringify([expected.power, expected.low, expected.codes.join(' '), expected.summary]);
    return now === wanted ? null : `shows ${now}, not ${wanted}`;
  });
}

/** A state that lasts: shown from the start and in the middle, never as something better, and over when it is over. */
function state(row: string, preset: string, expected: Shown, answers: boolean): Scenario {
  return {
    name: row,
    async run(stand) {
      stand.rig.apply(preset);
      stand.device.open();
      await shows(stand, expected);
      for (const { summary } of stand.told)
        assert.ok(summary === 'unavailable' || summary === expected.summary);
      const asked = await stand.attempt(stand.main);
      assert.equal(asked.ok, answers);
      stand.rig.apply('normal');
      await shows(stand, well);
      stand.rig.apply(preset);
      await shows(stand, expected);
      stand.rig.apply('normal');
      await shows(stand, well);
      await stand.works();
    },
  };
}

/** Mains that come and go within seconds: it is seen, and nobody is sent away for it. */
const flapping: Scenario = {
  name: 'mains flap',
  async run(stand) {
    const ups = stand.device as Ups;
    await stand.ready();
    stand.rig.apply('flapping');
    for (const token of ['OB', 'OL', 'OB', 'OL', 'OB', 'OL', 'OB', 'OL', 'OB'])
      await until(2000, () => (ups.power().tokens.includes(token) ? null : `${token} is not noticed`));
    assert.ok(stand.told.every(({ conditions }) => conditions.length === 0));
    assert.equal(ups.power().power, 'mains');
    // An outage after that is one.
    stand.rig.apply('on-battery');
    await shows(stand, onBattery);
    stand.rig.apply('normal');
    await shows(stand, well);
  },
};

const onBattery: Shown = { power: 'battery', low: false, codes: ['power.onBattery'], summary: 'degraded' };
const batteryLow: Shown = {
  power: 'battery',
  low: true,
  codes: ['power.onBattery', 'power.batteryLow'],
  summary: 'unavailable',
};
/** The kiosk goes on: what feeds it is not known, and that is for a technician. */
const lost: Shown = { power: 'unknown', low: false, codes: ['power.unknown'], summary: 'degraded' };

const faults: RigMaker['faults'] = [
  // What the server has to say of another UPS.
  wrongReplies(
    Buffer.from('BEGIN LIST VAR other\nVAR other ups.status "OB LB"\nEND LIST VAR other\n'),
    'works',
  ),
  presetFault('power cycle mid-job', 'unplug-mid-reply', { expect: 'fails', conditions: ['device.gone'] }),
  state('on battery', 'on-battery', onBattery, true),
  state('battery low', 'battery-low', batteryLow, true),
  state('told to switch off', 'forced-shutdown', batteryLow, true),
  flapping,
  state('data stale', 'stale', lost, false),
  state('driver not connected', 'driver-gone', lost, false),
  state('no status yet', 'no-status', lost, true),
  standing('access denied', 'access-denied', 'device.mismatch'),
  standing('server silent', 'silent', 'device.silent'),
];

const skips = {
  'bad checksum': 'NUT has no checksum of its own: a wrong bit of a value is another value',
  'unsolicited status inside a reply': 'a NUT server speaks only when it is asked',
  'disk full on the journal': 'nothing of a UPS is journalled',
};

export const ups: RigMaker = {
  name: 'ups',
  make: () => make('kiosk'),
  faults: [...faults, standing('another UPS at the server', 'unknown-ups', 'device.mismatch')],
  skips,
};

/** Takes the only UPS that the server has, whatever its name. */
export const unnamedUps: RigMaker = {
  name: 'ups, unnamed',
  make: () => make(null),
  faults: [...faults, state('another UPS at the server', 'unknown-ups', well, true)],
  skips,
};
