import assert from 'node:assert/strict';
import newland from '../../../assets/scanner-profiles/newland.json' with { type: 'json' };
import zebraSsi from '../../../assets/scanner-profiles/zebra-ssi.json' with { type: 'json' };
import { systemClock } from '../../../drivers/contract/clock.ts';
import { CodeScanner } from '../../../drivers/scanner/driver.ts';
import { type ScannerProfile, scannerProfileSchema } from '../../../drivers/scanner/profile.ts';
import { simulatedCodes } from '../../../drivers/scanner/simulator/codes.ts';
import { ScannerSimulator } from '../../../drivers/scanner/simulator/simulator.ts';
import { encodeSsi, ssiOpcodes, ssiSource } from '../../../drivers/scanner/ssi-packet.ts';
import { unsolicitedInside, wrongReplies } from '../faults.ts';
import { type Rig, type RigMaker, presetFault, simulated } from '../rig.ts';

const latency = { reply: 2, decode: 20, sameCode: 50 };

/** Its patience is short, so that its own time-outs come before those of the commands. */
const patience = { replyMs: 300, greetingRetryMs: 100, floodClearMs: 300 };

/** Always another code: a late one of the scan before must never be taken for this one's. */
const turn = ['shows-code', 'shows-other-code'];

async function make(profile: ScannerProfile): Promise<Rig> {
  const simulator = new ScannerSimulator({ profile, clock: systemClock, latency });
  const end = await simulated(simulator);
  let shown = 0;
  const show = () => {
    shown += 1;
    simulator.apply(turn[shown % turn.length] ?? '');
  };
  const expectedText = () => {
    const { code } = simulator.presets.find(({ name }) => name === simulator.state().preset) ?? {};
    return code && simulatedCodes[code].text;
  };
  return {
    ...end,
    apply: (preset) => simulator.apply(preset),
    seen: () => simulator.state().light,
    connect({ open, clock }) {
      const device = new CodeScanner({ id: 'scanner', open, clock, profile });
      return {
        device,
        operations: [
          {
            name: 'scan',
            capability: 'scan',
            prepare: show,
            async run(command) {
              const expected = expectedText();
              const { payload } = await device.scan(command);
              assert.equal(Buffer.from(payload).toString(), expected, 'another code');
            },
          },
          {
            name: 'trigger',
            capability: 'trigger',
            facet: true,
            prepare: () => simulator.apply('normal'),
            async run(command) {
              const dark = !simulator.state().light;
              const stop = simulator.onChange(() => {
                if (!simulator.state().light) return;
                stop();
                show();
              });
              await device.scan(command).finally(stop);
              assert.ok(dark, 'it looked for a code before it was asked to');
            },
          },
        ],
      };
    },
  };
}

const faults: RigMaker['faults'] = [
  presetFault('scan flood', 'flood', { expect: 'fails', conditions: ['scan.flood'] }),
  presetFault('scanner refuses', 'nak', {
    expect: 'fails',
    conditions: ['fault.recoverable'],
    standing: true,
  }),
  presetFault('scanner silent', 'silent', { expect: 'fails', conditions: ['device.silent'], standing: true }),
  presetFault('slow scan', 'slow-bytes', { expect: 'works' }),
  presetFault('long code', 'long-code', { expect: 'works' }),
  {
    name: 'code that nobody asked for',
    expect: 'works',
    arm({ rig }) {
      rig.apply('unsolicited');
      rig.apply('shows-other-code');
      return { struck: () => true, end: () => rig.apply('normal') };
    },
  },
  // The cable that it has its power from.
  presetFault('power cycle mid-job', 'unplug-mid-code', { expect: 'fails', conditions: ['device.gone'] }),
];

/** REPLY_REVISION, which nobody asks for during a scan. */
const revision = encodeSsi(ssiSource.decoder, {
  opcode: ssiOpcodes.replyRevision,
  status: 0,
  data: Buffer.from('SIM000'),
});
const event = encodeSsi(ssiSource.decoder, { opcode: ssiOpcodes.event, status: 0, data: Uint8Array.of(1) });
/** The reply to a query that nobody has made. */
const setting = Buffer.from('\x02\x010000#RRDDUR1000\x06;\x03', 'latin1');

const skips = { 'disk full on the journal': 'nothing of a scan is journalled' };

export const scanner: RigMaker = {
  name: 'scanner, zebra-ssi',
  make: () => make({ ...scannerProfileSchema.parse(zebraSsi), ...patience }),
  faults: [
    ...faults,
    wrongReplies(revision, 'works'),
    // Inside a packet it makes one that is damaged.
    unsolicitedInside(event, 'either'),
    presetFault('packets damaged once', 'bad-checksum', { expect: 'works' }),
  ],
  skips,
};

const halfCode = 'a bare code may be ended by silence: half of one cannot be told from a short one';

export const newlandScanner: RigMaker = {
  name: 'scanner, newland',
  make: () => make({ ...scannerProfileSchema.parse(newland), ...patience }),
  faults: [
    ...faults,
    wrongReplies(setting, 'works'),
    presetFault('no suffix', 'no-suffix', { expect: 'works' }),
  ],
  skips: {
    ...skips,
    garbage: 'a bare code has no frame: noise in front of it is part of it',
    'bad checksum': 'a bare code has no checksum: what is wrong in it cannot be told',
    'silence mid-job': halfCode,
    truncation: halfCode,
    'unsolicited status inside a reply': 'this model sends nothing unasked but codes',
  },
};
