import assert from 'node:assert/strict';
import socialSecurity from '../../../assets/card-profiles/social-security.json' with { type: 'json' };
import { systemClock } from '../../../drivers/contract/clock.ts';
import type { ConditionCode } from '../../../drivers/contract/status.ts';
import { PcscCardReader } from '../../../drivers/social-security-card/driver.ts';
import { type CardProfile, cardProfileSchema } from '../../../drivers/social-security-card/profile.ts';
import { CardReaderSimulator } from '../../../drivers/social-security-card/simulator/simulator.ts';
import { simulatedHolders } from '../../../drivers/social-security-card/simulator/holders.ts';
import { type Rig, type RigMaker, presetFault, simulated } from '../rig.ts';

/** Its patience is short, so that its own time-outs come before those of the commands. */
const profile: CardProfile = {
  ...cardProfileSchema.parse(socialSecurity),
  timeouts: { daemonMs: 300, cardMs: 300, giveUpMs: 300, sharedMs: 200, noticeMs: 200 },
};
const latency = { usual: 2, slow: 50, late: 450, notice: 60 };

/** Always another card: a late answer of the one before must never be taken for this one's. */
const turn = ['card', 'card-rare-name', 'card-t0'];

async function make(): Promise<Rig> {
  const simulator = new CardReaderSimulator({ clock: systemClock, latency });
  const end = await simulated(simulator);
  let inserted = 0;
  const insert = () => {
    inserted += 1;
    simulator.apply(turn[inserted % turn.length] ?? '');
  };
  const expectedHolder = () => {
    const { name, number } =
      simulatedHolders.find(({ id }) => id === simulator.state().facts.card)?.items ?? {};
    return { name, number };
  };
  return {
    ...end,
    apply: (preset) => simulator.apply(preset),
    seen: () => simulator.state().facts,
    connect({ open, clock }) {
      const device = new PcscCardReader({
        id: 'social-security-card',
        open,
        clock,
        profile,
        readerName: '',
      });
      return {
        device,
        operations: [
          {
            name: 'read',
            capability: 'read',
            prepare: insert,
            async run(command) {
              const expected = expectedHolder();
              const { name, number } = await device.read(command);
              assert.deepEqual({ name, number }, expected, "another card's record");
            },
          },
          {
            name: 'waitForCard',
            capability: 'read',
            prepare: insert,
            run: (command) => device.waitForCard(command),
          },
          {
            name: 'waitForRemoval',
            capability: 'removal',
            async prepare() {
              insert();
              await device.waitForCard({ opId: 'before', deadlineMs: 2000 });
              simulator.apply('normal');
            },
            run: (command) => device.waitForRemoval(command),
          },
        ],
      };
    },
  };
}

const fails = (row: string, preset: string, condition: ConditionCode) =>
  presetFault(row, preset, { expect: 'fails', conditions: [condition] });

const faults: RigMaker['faults'] = [
  fails('card pulled mid-APDU', 'pulled-mid-apdu', 'card.torn'),
  fails('card pulled mid-APDU, noticed later', 'pulled-unnoticed', 'card.torn'),
  fails('mute card', 'mute', 'card.mute'),
  fails('card mute mid-APDU', 'mute-mid-apdu', 'card.mute'),
  fails('card of another kind', 'unknown-applet', 'card.unknownType'),
  fails('card tells nothing without a PIN', 'card-locked', 'card.locked'),
  fails('card held by another program', 'held-by-another', 'read.failed'),
  presetFault('reader gone', 'reader-gone', {
    expect: 'fails',
    conditions: ['reader.gone'],
    standing: true,
  }),
  // A read that has begun goes on at the reader that was the only one.
  presetFault('two readers that fit', 'two-readers', {
    expect: 'either',
    conditions: ['reader.ambiguous'],
    standing: true,
  }),
  fails('power cycle mid-job', 'reader-unplugged-mid-apdu', 'reader.gone'),
  presetFault('pcscd killed and restarted', 'daemon-restarts', { expect: 'either' }),
  fails('pcscd killed mid-APDU and restarted', 'daemon-dies-mid-apdu', 'device.gone'),
  // While the card has its say, its silence and that of pcscd are the same.
  presetFault('pcscd silent', 'silent', {
    expect: 'fails',
    conditions: ['device.silent', 'card.mute'],
    standing: true,
  }),
  {
    name: 'pcscd of a version that is not known',
    expect: 'fails',
    standing: true,
    arm({ rig, line }) {
      rig.apply('older-daemon');
      line.cut();
      return { struck: () => true, end: () => rig.apply('normal') };
    },
  },
  presetFault('slow pcscd', 'slow', { expect: 'works' }),
  fails('half an answer', 'truncated-reply', 'card.mute'),
  fails('late answer', 'late-reply', 'card.mute'),
  // Nothing in an answer tells that it was there before: the line is out of step, and given up.
  fails('duplicate replies', 'duplicate-reply', 'device.gone'),
];

export const socialSecurityCard: RigMaker = {
  name: 'social-security-card',
  make,
  faults,
  skips: {
    'wrong-id replies': "pcscd's answers carry nothing that tells which request they belong to",
    'unsolicited status inside a reply':
      'pcscd signals only who has asked for it, and never inside an answer',
    'disk full on the journal': 'nothing of a read is journalled',
  },
};
