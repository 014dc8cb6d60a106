import assert from 'node:assert/strict';
import genericSam from '../../../assets/reader-profiles/generic-sam.json' with { type: 'json' };
import { systemClock } from '../../../drivers/contract/clock.ts';
import { SamReader } from '../../../drivers/id-card/driver.ts';
import { type ReaderProfile, readerProfileSchema } from '../../../drivers/id-card/profile.ts';
import { encodeFrame } from '../../../drivers/id-card/sam-frame.ts';
import { IdCardSimulator } from '../../../drivers/id-card/simulator/simulator.ts';
import { wrongReplies } from '../faults.ts';
import { type Rig, type RigMaker, presetFault, simulated } from '../rig.ts';

/** GA/T 467 reader. Its patience is short, so that its own time-outs come before those of the commands. */
const profile: ReaderProfile = {
  ...readerProfileSchema.parse(genericSam),
  pollGapMs: 10,
  quietMs: 200,
  greetingRetryMs: 100,
  timeouts: { statusMs: 300, findMs: 300, selectMs: 300, readMs: 600 },
};
const latency = { find: 2, select: 2, read: 20, other: 2, slowRead: 300, lateReply: 800 };

/** A whole, sound answer to the question for the module's id, which nobody asks during a read. */
const otherAnswer = encodeFrame(Uint8Array.from([0, 0, 0x90, ...new Uint8Array(16)]));

async function make(model: ReaderProfile): Promise<Rig> {
  const simulator = new IdCardSimulator({ clock: systemClock, latency });
  const end = await simulated(simulator);
  /** Another card each time: a late answer of the one before must never be taken for this one's. */
  const turn = ['citizen-moved', 'foreigner-2023'];
  let laid = 0;
  const put = () => {
    laid += 1;
    simulator.putCard(turn[laid % turn.length] ?? '');
  };
  const expectedNumber = () => {
    const card = simulator.cards.find(({ id }) => id === simulator.state().card);
    return card && 'number' in card ? card.number : null;
  };
  return {
    ...end,
    apply: (preset) => simulator.apply(preset),
    seen: () => simulator.state().card,
    connect({ open, clock }) {
      const device = new SamReader({ id: 'id-card', open, clock, profile: model });
      return {
        device,
        operations: [
          {
            name: 'read',
            capability: 'read',
            prepare: put,
            async run(command) {
              const expected = expectedNumber();
              const { number } = await device.read(command);
              assert.equal(number, expected, "another card's record");
            },
          },
          {
            name: 'newest address',
            capability: 'newest-address',
            facet: true,
            prepare: () => simulator.putCard('citizen-moved'),
            async run(command) {
              assert.notEqual((await device.read(command)).newestAddress, null);
            },
          },
          {
            name: 'waitForCard',
            capability: 'read',
            prepare: put,
            run: (command) => device.waitForCard(command),
          },
          {
            name: 'waitForRemoval',
            capability: 'removal',
            async prepare() {
              put();
              await device.waitForCard({ opId: 'before', deadlineMs: 2000 });
              await device.read({ opId: 'before', deadlineMs: 2000 });
              simulator.liftCard();
            },
            run: (command) => device.waitForRemoval(command),
          },
          { name: 'samId', capability: 'read', run: (command) => device.samId(command) },
        ],
      };
    },
  };
}

const faults: RigMaker['faults'] = [
  wrongReplies(otherAnswer, 'works'),
  presetFault('power cycle mid-job', 'power-cycle-mid-read', {
    expect: 'fails',
    conditions: ['device.gone'],
  }),
  presetFault('card pulled mid-read', 'card-pulled-mid-read', { expect: 'fails', conditions: ['card.torn'] }),
  presetFault('card cannot be read', 'read-fails', { expect: 'fails', conditions: ['read.failed'] }),
  presetFault('card of an unknown type', 'unknown-card-type', {
    expect: 'fails',
    conditions: ['card.unknownType'],
  }),
  presetFault('security module out of order', 'sam-fault', {
    expect: 'fails',
    conditions: ['sam.fault'],
    standing: true,
  }),
  presetFault('reader silent', 'silent', { expect: 'fails', conditions: ['device.silent'], standing: true }),
  presetFault('silent mid-read', 'silent-mid-read', { expect: 'fails', conditions: ['read.failed'] }),
  presetFault('slow read', 'slow-read', { expect: 'works' }),
];

const skips = {
  'unsolicited status inside a reply': 'a GA/T 467 module speaks only when it is asked',
  'disk full on the journal': 'nothing of a read is journalled',
};

export const idCard: RigMaker = { name: 'id-card', make: () => make(profile), faults, skips };

/** A model without the optional commands. */
export const plainIdCard: RigMaker = {
  name: 'id-card, plain',
  make: () => make({ ...profile, newestAddress: 'none', removalProbe: 'none' }),
  faults,
  skips,
};
