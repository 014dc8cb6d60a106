import { describe, expect, test } from 'vitest';
import { settle } from '../runtime/testing/hand-clock.ts';
import { encodeSsi, ssiNak, ssiOpcodes, ssiSource, ssiStatus } from './ssi-packet.ts';
import { profileNamed } from './testing/scanner-bench.ts';
import { wireRig } from './testing/wire-rig.ts';
import { maxCodeBytes } from './wire.ts';

const caught = (error: unknown) => error;
const never = new AbortController().signal;
const rig = () => wireRig(profileNamed('zebra-ssi'));
const from = (opcode: number, data: string | number[] = [], status = 0) =>
  encodeSsi(ssiSource.decoder, {
    opcode,
    status,
    data: typeof data === 'string' ? Buffer.from(data, 'latin1') : Uint8Array.from(data),
  });
const code = (text: string, status = 0) => from(ssiOpcodes.decodeData, `\x1c${text}`, status);
const ack = from(ssiOpcodes.ack);
const sentFlush = '04d20400ff26';
/** Asks for a code; the scanner has agreed to forget what it still had. */
async function starting(
  it: ReturnType<typeof rig>,
  reading: () => void = () => {},
): Promise<{ started: Promise<void> }> {
  const started = it.wire.start(never, reading);
  await settle();
  expect(it.sent.splice(0)).toEqual([sentFlush]);
  it.say(ack);
  await settle();
  return { started };
}
const nak = (reason: number) => from(ssiOpcodes.nak, [reason]);
const texts = (it: ReturnType<typeof rig>) =>
  it.codes.map(({ payload }) => Buffer.from(payload).toString('latin1'));
const sentAck = '04d00400ff28';
const sentNak = (reason: number) =>
  Buffer.from(
    encodeSsi(ssiSource.host, { opcode: ssiOpcodes.nak, status: 0, data: Uint8Array.of(reason) }),
  ).toString('hex');
const spoilt = (packet: Uint8Array) => packet.with(packet.length - 1, ~(packet.at(-1) ?? 0));

describe('commands', () => {
  test('start: reading from the acknowledgement on, also for a code in the same piece', async () => {
    const it = rig();
    const at: number[] = [];
    const { started } = await starting(it, () => at.push(it.codes.length));
    expect(it.sent).toEqual(['04e40400ff14']);
    it.say(Buffer.concat([code('early'), ack, code('asked')]));
    await started;
    expect(texts(it)).toEqual(['early', 'asked']);
    expect(at).toEqual([1]);
  });

  test('the greeting sets host trigger and packeted data, until power-off', async () => {
    const it = rig();
    const greeted = it.wire.greet();
    await settle();
    // Length 9, PARAM_SEND, host, temporary, no beep, 8A=08, EE=01.
    expect(it.sent[0]?.slice(0, 18)).toBe('09c60400ff8a08ee01');
    it.say(ack);
    await greeted;
  });

  test('asks for the revision', async () => {
    const it = rig();
    const answer = it.wire.ask?.(never);
    await settle();
    expect(it.sent[0]?.slice(0, 8)).toBe('04a30400');
    it.say(from(ssiOpcodes.replyRevision, 'PAAAAS00-001\x00R00'));
    expect(await answer).toBe('PAAAAS00-001 R00');
  });

  test('NAK 1: sent again with the bit set, as often as the profile says', async () => {
    const it = rig();
    const { started } = await starting(it, () => it.told.push('reading'));
    const failed = started.catch(caught);
    it.say(nak(ssiNak.resend));
    await settle();
    it.say(nak(ssiNak.resend));
    await settle();
    expect(it.sent).toEqual(['04e40400ff14', '04e40401ff13', '04e40401ff13']);
    it.say(nak(ssiNak.resend));
    expect(await failed).toMatchObject({ condition: 'fault.recoverable' });
    expect(it.told).not.toContain('reading');
    expect(it.sent).toHaveLength(3);
  });

  test('NAK 6: refused at once', async () => {
    const it = rig();
    const { started } = await starting(it);
    const failed = started.catch(caught);
    it.say(nak(ssiNak.denied));
    expect(await failed).toMatchObject({ condition: 'fault.recoverable' });
    expect(it.told).toContain('refused NAK 6');
  });

  test('what was not thanked for is forgotten before a code is asked for', async () => {
    const it = rig();
    it.say(code('half of ', ssiStatus.goesOn));
    await settle();
    it.sent.length = 0;
    await starting(it);
    it.say(ack, code('asked'));
    expect(texts(it)).toEqual(['asked']);
    expect(it.codes[0]?.stale).toBe(false);
    expect(it.told).not.toContain('damaged');
  });

  test('a scanner that does not know how to forget reads all the same', async () => {
    const it = rig();
    const started = it.wire.start(never, () => {});
    await settle();
    it.say(nak(ssiNak.badContext));
    await settle();
    it.say(ack);
    await started;
    expect(it.told).toEqual(['answer', 'answer']);
  });

  test('the reply to something else is not the reply', async () => {
    const it = rig();
    const answer = it.wire.ask?.(never);
    await settle();
    it.say(ack, from(ssiOpcodes.replyRevision, 'R00'));
    expect(await answer).toBe('R00');
    expect(it.counts.get('StrayPacketCount')).toBe(1);
  });

  test('answers events, and refuses what it does not know', async () => {
    const it = rig();
    it.say(from(ssiOpcodes.event, [1]), from(0x73, [0, 0]), ack);
    await settle();
    expect(it.sent).toEqual([sentAck, sentNak(ssiNak.badContext)]);
    expect(it.counts.get('StrayPacketCount')).toBe(1);
  });
});

describe('codes', () => {
  test('one packet: acknowledged, with its type', async () => {
    const it = rig();
    it.say(code('hello'));
    await settle();
    expect(it.sent).toEqual([sentAck]);
    expect(texts(it)).toEqual(['hello']);
    expect(it.codes[0]).toMatchObject({ symbology: { scheme: 'ssi', type: 0x1c }, stale: false });
  });

  test('several packets: each acknowledged, joined without the types', async () => {
    const it = rig();
    it.say(code('one ', ssiStatus.goesOn), code('two ', ssiStatus.goesOn), code('three'));
    await settle();
    expect(it.sent).toEqual([sentAck, sentAck, sentAck]);
    expect(texts(it)).toEqual(['one two three']);
    expect(it.clock.pendingTimers).toBe(0);
  });

  test('with the type in the first packet only, where the profile says so', () => {
    const profile = profileNamed('zebra-ssi');
    if (!('typeInEveryPacket' in profile)) throw new Error('not of this kind');
    const it = wireRig({ ...profile, typeInEveryPacket: false });
    it.say(code('one ', ssiStatus.goesOn), from(ssiOpcodes.decodeData, 'two'));
    expect(texts(it)).toEqual(['one two']);
  });

  test('a wrong checksum: asked for again when the line is silent', async () => {
    const it = rig();
    it.say(spoilt(code('hello')));
    expect(it.sent).toEqual([]);
    await it.clock.advance(50);
    expect(it.sent).toEqual([sentNak(ssiNak.resend)]);
    it.say(code('hello', ssiStatus.resent));
    expect(texts(it)).toEqual(['hello']);
  });

  test('cut off: asked for again', async () => {
    const it = rig();
    it.say(code('hello').subarray(0, 7));
    await it.clock.advance(50);
    it.say(code('hello', ssiStatus.resent));
    expect(texts(it)).toEqual(['hello']);
  });

  test('always damaged: given up after the resends of the profile, and the next code is whole', async () => {
    const it = rig();
    it.say(code('one ', ssiStatus.goesOn));
    for (let attempt = 0; attempt < 3; attempt += 1) {
      it.say(spoilt(code('two', attempt === 0 ? 0 : ssiStatus.resent)));
      await it.clock.advance(50);
    }
    expect(it.told).toEqual(['damaged']);
    expect(it.sent.filter((bytes) => bytes === sentNak(ssiNak.resend))).toHaveLength(2);
    it.say(code('next'));
    expect(texts(it)).toEqual(['next']);
  });

  test('a repeated packet, whose acknowledgement was lost, is acknowledged and not read twice', async () => {
    const it = rig();
    it.say(code('hello'), code('hello', ssiStatus.resent));
    it.say(code('one ', ssiStatus.goesOn), code('one ', ssiStatus.goesOn | ssiStatus.resent), code('two'));
    await settle();
    expect(texts(it)).toEqual(['hello', 'one two']);
    expect(it.sent).toEqual([sentAck, sentAck, sentAck, sentAck, sentAck]);
    expect(it.counts.get('RepeatedPacketCount')).toBe(2);
  });

  test('a packet that was asked for again is not taken for a repetition of an equal one before it', async () => {
    const it = rig();
    it.say(code('ab', ssiStatus.goesOn), spoilt(code('ab', ssiStatus.goesOn)));
    await it.clock.advance(50);
    it.say(code('ab', ssiStatus.goesOn | ssiStatus.resent), code('c'));
    expect(texts(it)).toEqual(['ababc']);
  });

  test('the rest does not come: given up', async () => {
    const it = rig();
    it.say(code('one ', ssiStatus.goesOn));
    await it.clock.advance(2000);
    expect(it.told).toEqual(['damaged']);
    it.say(code('next'));
    expect(texts(it)).toEqual(['next']);
  });

  test('without an end: cut, denied, told of, and the next code is whole', async () => {
    const it = rig();
    const part = code('x'.repeat(250), ssiStatus.goesOn);
    for (let sent = 0; sent <= maxCodeBytes; sent += 250) it.say(part);
    await settle();
    expect(it.told).toEqual(['flood']);
    expect(it.sent.at(-1)).toBe(sentNak(ssiNak.denied));
    for (let sent = 0; sent <= maxCodeBytes; sent += 250) it.say(part);
    expect(it.told).toEqual(['flood', 'flood']);
    it.say(code('end'), code('next'));
    expect(texts(it)).toEqual(['next']);
  });

  test('what was denied ends with a silence, without a last packet', async () => {
    const it = rig();
    for (let sent = 0; sent <= maxCodeBytes; sent += 250) it.say(code('x'.repeat(250), ssiStatus.goesOn));
    await it.clock.advance(50);
    it.say(code('next'));
    expect(texts(it)).toEqual(['next']);
    expect(it.told).toEqual(['flood']);
  });

  test('noise without an end is a flood too', () => {
    const it = rig();
    it.say(new Uint8Array(maxCodeBytes + 1).fill(0x55));
    it.say(Uint8Array.from([0xff, 0xf3, 0, ...new Uint8Array(maxCodeBytes)]));
    expect(it.told).toEqual(['flood']);
    expect(it.codes).toEqual([]);
  });

  test('what had begun is stale', () => {
    const it = rig();
    it.say(code('begun ', ssiStatus.goesOn));
    it.wire.discard();
    it.say(code('before'), code('after'));
    expect(it.codes.map(({ stale }) => stale)).toEqual([true, false]);
  });
});
