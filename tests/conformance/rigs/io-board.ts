import assert from 'node:assert/strict';
import genericModbus from '../../../assets/io-profiles/generic-modbus-8.json' with { type: 'json' };
import { systemClock } from '../../../drivers/contract/clock.ts';
import type { IoBoard } from '../../../drivers/contract/io-board.ts';
import { ModbusBoard } from '../../../drivers/io-board/driver.ts';
import { type BoardProfile, boardProfileSchema } from '../../../drivers/io-board/profile.ts';
import { encodeRtu } from '../../../drivers/io-board/rtu-frame.ts';
import { IoBoardSimulator } from '../../../drivers/io-board/simulator/simulator.ts';
import { wrongReplies } from '../faults.ts';
import { type Drive, inOwnProcess, ownProcessSkips } from '../own-process.ts';
import { type Fault, type Rig, type RigMaker, type Scenario, presetFault, simulated } from '../rig.ts';
import { type Stand, until, within } from '../stand.ts';

const generic = boardProfileSchema.parse(genericModbus);

/** Each command switches on a light of its own: what it did stays to be seen. */
const lights = Array.from({ length: 128 }, (_, address) => ({
  name: `light-${address}`,
  address,
  inverted: false,
}));

/**
 * Its patience is short, so that its own time-outs come before those of the commands; it looks at the board so seldom
 * that a command is mostly alone on the line.
 */
const profile: BoardProfile = { ...generic, timeoutMs: 250, lateMs: 500, quietMs: 60, pollMs: 150, lights };
const latency = { reply: 2, lateReply: 700, start: 600 };

const inHost: Drive<'io-board'> = ({ open, clock }, model) =>
  new ModbusBoard({ id: 'io-board', open, clock, profile: boardProfileSchema.parse(model) });

async function make(drive = inHost): Promise<Rig> {
  const simulator = new IoBoardSimulator({ clock: systemClock, profile, latency });
  const end = await simulated(simulator);
  const lightOf = new Map<string, string>();
  const onceLit = new Set<string>();
  simulator.onChange(() => {
    for (const [name, on] of Object.entries(simulator.state().lights)) if (on) onceLit.add(name);
  });
  return {
    ...end,
    apply: (preset) => simulator.apply(preset),
    seen: () => simulator.state().lights,
    evidence(opId) {
      const lit = onceLit.has(lightOf.get(opId) ?? '');
      // Set to a state: a light that is switched on twice is on.
      return { begun: lit, completed: lit ? 1 : 0 };
    },
    connect(line) {
      const device = drive(line, profile);
      const nextLight = (opId: string) => {
        const { name } = lights[lightOf.size] ?? assert.fail('the rig has no light left');
        lightOf.set(opId, name);
        return name;
      };
      return {
        device,
        operations: [
          {
            name: 'setLight',
            capability: 'lights',
            effects: ['none', 'unknown', 'done'],
            run: (command) => device.setLight(nextLight(command.opId), true, command),
          },
          {
            name: 'inputs',
            capability: 'inputs',
            async prepare() {
              simulator.apply('door-open');
              await within(2000, 'the open door is not told', (told) => {
                const stop = device.onInput((name, state) => {
                  if (name !== 'door' || state !== true) return;
                  stop();
                  told();
                });
              });
            },
            async run(command) {
              await device.ready(command);
              assert.deepEqual(device.inputs(), simulator.state().inputs);
            },
          },
        ],
      };
    },
  };
}

/** It stops the board from the first look on, and says why; nothing has been switched. */
const standing = (row: string, preset: string, condition: NonNullable<Fault['conditions']>[number]) =>
  presetFault(row, preset, { expect: 'fails', conditions: [condition], standing: true });

const litOf = (stand: Stand) =>
  Object.entries(stand.rig.seen() as Record<string, boolean>).flatMap(([name, on]) => (on ? [name] : []));

/** Relays fall off without power, and nobody asks for the lights again. */
const lightsComeBack: Scenario = {
  name: 'power cycle: lights come back',
  async run(stand) {
    await stand.ready();
    await stand.works();
    await stand.works();
    const before = litOf(stand);
    assert.equal(before.length, 2);
    stand.rig.apply('power-cycle');
    assert.deepEqual(litOf(stand), []);
    await until(5000, () => (litOf(stand).length === 2 ? null : 'the lights do not come back'));
    assert.deepEqual(litOf(stand), before);
    await stand.recovered();
    await stand.works();
  },
};

/** Some eight changes a second for a second: nobody comes and goes like that. */
const bouncing: Scenario = {
  name: 'bouncing input',
  async run(stand) {
    const board = stand.device as IoBoard;
    await stand.ready();
    const told: string[] = [];
    board.onInput((name) => told.push(name));
    stand.rig.apply('bouncing-sensor');
    const end = performance.now() + 1000;
    while (performance.now() < end) await stand.works();
    assert.deepEqual(told, []);
    stand.rig.apply('person-present');
    await until(2000, () => (board.inputs()['person'] === true ? null : 'the person is not noticed'));
    assert.deepEqual(told, ['person']);
    stand.rig.apply('normal');
  },
};

const faults: RigMaker['faults'] = [
  // The echo of a write to an output that this board does not have.
  wrongReplies(encodeRtu(Uint8Array.of(profile.unit, 5, 0x12, 0x34, 0xff, 0)), 'works'),
  presetFault('power cycle mid-job', 'power-cycle', { expect: 'either' }),
  lightsComeBack,
  bouncing,
  standing('exception: device failure', 'exception', 'fault.unrecoverable'),
  standing('exception: illegal address', 'illegal-address', 'device.mismatch'),
  standing('exception: illegal function', 'illegal-function', 'device.mismatch'),
  standing('exception: illegal value', 'illegal-value', 'device.mismatch'),
  standing('board silent', 'silent', 'device.silent'),
  presetFault('bad CRC', 'bad-crc', { expect: 'fails', conditions: ['device.silent'], standing: true }),
  presetFault('answers of another unit', 'wrong-unit', {
    expect: 'fails',
    conditions: ['device.silent'],
    standing: true,
  }),
  presetFault('noise before every answer', 'garbage-before-frame', { expect: 'works' }),
  presetFault('door open', 'door-open', { expect: 'works' }),
];

const skips = {
  'unsolicited status inside a reply': 'a Modbus unit speaks only when it is asked',
  'disk full on the journal': 'nothing of a light is journalled',
};

export const ioBoard: RigMaker = { name: 'io-board', make: () => make(), faults, skips };

/** As the host runs it on a serial line. */
export const ioBoardInOwnProcess: RigMaker = {
  name: 'io-board, own process',
  make: () => inOwnProcess('io-board', make),
  faults,
  skips: { ...skips, ...ownProcessSkips },
};
