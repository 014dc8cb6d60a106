import { describe, expect, test } from 'vitest';
import { HandClock } from '../../runtime/testing/hand-clock.ts';
import { profileNamed } from '../testing/scanner-bench.ts';
import { simulatedCodes } from './codes.ts';
import { ScannerSimulator } from './simulator.ts';

/** One peer that speaks to it in hex. */
function rig(profile: string) {
  const clock = new HandClock();
  const simulator = new ScannerSimulator({ profile: profileNamed(profile), clock });
  let heard = Buffer.alloc(0);
  let listener: (bytes: Uint8Array) => void = () => {};
  const closed = Promise.withResolvers<void>();
  simulator.attach({
    onData: (it) => (listener = it),
    write: (bytes) => {
      heard = Buffer.concat([heard, bytes]);
    },
    close: () => closed.resolve(),
    closed: closed.promise,
  });
  return {
    clock,
    simulator,
    say: (hex: string) => listener(Buffer.from(hex, 'hex')),
    /** What it has said since the last time, after a while. */
    async hear(ms = 200): Promise<Buffer> {
      await clock.advance(ms);
      const said = heard;
      heard = Buffer.alloc(0);
      return said;
    },
  };
}
const hex = (text: string) => Buffer.from(text, 'latin1').toString('hex');
const { text } = simulatedCodes.short;

describe('Newland', () => {
  const start = '7e01303030302353434e545247313b03';

  test('answers the trigger and reads one code for it', async () => {
    const it = rig('newland');
    it.simulator.apply('shows-code');
    it.say(start);
    expect((await it.hear()).toString('latin1')).toBe(`\x02\x010000#SCNTRG1\x06;\x03${text}\r`);
    expect(await it.hear(5000)).toHaveLength(0);
  });

  test('tells the value of a setting, and what it does not know', async () => {
    const it = rig('newland');
    it.say('7e0130303030' + hex('@RRDDUR*;SCNXYZ1') + '3b03');
    expect((await it.hear()).toString('latin1')).toBe('\x02\x010000@RRDDUR1000\x06;SCNXYZ1\x05;\x03');
  });

  test('does not hear a command that comes before it has answered the last', async () => {
    const it = rig('newland');
    it.say(start);
    it.say('7e0130303030' + hex('#SCNTRG0') + '3b03');
    expect((await it.hear()).toString('latin1')).toBe('\x02\x010000#SCNTRG1\x06;\x03');
  });
});

describe('Honeywell', () => {
  test('reads for SYN T CR, without a reply', async () => {
    const it = rig('honeywell');
    it.simulator.apply('shows-code');
    it.say('16540d');
    expect((await it.hear()).toString('latin1')).toBe(`${text}\r`);
  });

  test('stops for SYN U CR', async () => {
    const it = rig('honeywell');
    it.simulator.apply('shows-code');
    it.say('16540d16550d');
    expect(await it.hear()).toHaveLength(0);
  });

  test('answers menu commands, in pieces too', async () => {
    const it = rig('honeywell');
    it.say('164d0d' + hex('TRG'));
    it.say(hex('MOD?.'));
    expect((await it.hear()).toString('latin1')).toBe('TRGMOD0\x06.');
  });
});

describe('Zebra', () => {
  test('acknowledges the session, sends the code, sends it again when asked, and is content with an ACK', async () => {
    const it = rig('zebra-ssi');
    it.simulator.apply('shows-code');
    it.say('04e40400ff14');
    const [ack, first] = splitAck(await it.hear());
    expect(ack).toBe('04d00000ff2c');
    expect(first.subarray(0, 5).toString('hex')).toBe(`${(5 + text.length).toString(16)}f300001c`);
    expect(first.subarray(5, -2).toString()).toBe(text);
    // NAK, resend.
    it.say('05d1040001ff25');
    const again = await it.hear();
    expect(again[3]).toBe(1);
    expect(again.subarray(5, -2).toString()).toBe(text);
    it.say('04d00400ff28');
    expect(await it.hear(10_000)).toHaveLength(0);
  });

  test('sends twice more where no answer comes, and then gives up', async () => {
    const it = rig('zebra-ssi');
    it.simulator.apply('unsolicited');
    const once = await it.hear();
    expect(await it.hear(20_000)).toHaveLength(2 * once.length);
  });
});

function splitAck(said: Buffer): [string, Buffer] {
  return [said.subarray(0, 6).toString('hex'), said.subarray(6)];
}

test('HID-POS: 64 bytes, the data from byte 5 on, bit 0 of byte 63 where more follows', async () => {
  const it = rig('hid-pos');
  it.simulator.apply('long-code');
  const said = await it.hear(130);
  const payload = Buffer.from(simulatedCodes.long.text);
  const reports = Math.ceil(payload.length / 56);
  expect(said).toHaveLength(64 * reports);
  const first = said.subarray(0, 64);
  expect(first.subarray(0, 5).toString('latin1')).toBe('\x02\x38]Q1');
  expect(first.subarray(5, 61).equals(payload.subarray(0, 56))).toBe(true);
  expect(first[63]).toBe(1);
  const last = said.subarray(-64);
  expect(last[1]).toBe(payload.length % 56);
  expect(last[63]).toBe(0);
});

test('a preset of another protocol is not there', () => {
  expect(() => rig('newland').simulator.apply('bad-checksum')).toThrow(RangeError);
  expect(() => rig('hid-pos').simulator.apply('nak')).toThrow(RangeError);
});
