import { describe, expect, test } from 'vitest';
import { profileNamed } from './testing/scanner-bench.ts';
import { wireRig } from './testing/wire-rig.ts';
import { settle } from '../runtime/testing/hand-clock.ts';

const caught = (error: unknown) => error;
const never = new AbortController().signal;
const texts = (rig: ReturnType<typeof wireRig>) =>
  rig.codes.map(({ payload }) => Buffer.from(payload).toString());
const hex = (text: string) => Buffer.from(text, 'latin1').toString('hex');

/** The makers' own bytes. */
const newland = {
  start: '7e013030303023' + hex('SCNTRG1') + '3b03',
  stop: '7e013030303023' + hex('SCNTRG0') + '3b03',
  reply: (setting: string, status = '06') => '020130303030' + hex(`#${setting}`) + status + '3b03',
};

describe('Newland', () => {
  test('start and stop as the maker writes them', async () => {
    const rig = wireRig(profileNamed('newland'));
    const started = rig.wire.start(never, () => rig.told.push('reading'));
    await settle();
    expect(rig.sent).toEqual(['7e01303030302353434e545247313b03']);
    expect(rig.told).toEqual([]);
    rig.say('0201303030302353434e54524731063b03');
    await started;
    expect(rig.told).toEqual(['answer', 'reading']);
    const stopped = rig.wire.stop();
    await settle();
    expect(rig.sent.at(-1)).toBe('7e01303030302353434e545247303b03');
    rig.say(newland.reply('SCNTRG0'));
    await stopped;
    expect(rig.clock.pendingTimers).toBe(0);
  });

  test('sets up until power-off, and asks without changing anything', async () => {
    const rig = wireRig(profileNamed('newland'));
    const greeted = rig.wire.greet();
    await settle();
    expect(Buffer.from(rig.sent[0] ?? '', 'hex').toString('latin1')).toBe('~\x010000#SCNMOD0;\x03');
    rig.say(newland.reply('SCNMOD0'));
    await greeted;
    const answer = rig.wire.ask?.(never);
    await settle();
    expect(Buffer.from(rig.sent[1] ?? '', 'hex').toString('latin1')).toBe('~\x010000#SCNMOD*;\x03');
    rig.say(newland.reply('SCNMOD0'));
    expect(await answer).toBe('SCNMOD0');
  });

  test.each([
    ['15', 'NAK'],
    ['05', 'ENQ'],
  ])('status %s: refused (%s), and it does not read', async (status, raw) => {
    const rig = wireRig(profileNamed('newland'));
    const started = rig.wire.start(never, () => rig.told.push('reading'));
    await settle();
    rig.say(newland.reply('SCNTRG1', status));
    await expect(started).rejects.toMatchObject({ code: 'condition', condition: 'fault.recoverable' });
    expect(rig.told).toEqual(['answer', `refused ${raw}`]);
  });

  test('one setting of several that is refused refuses them all', async () => {
    const profile = profileNamed('newland');
    if (!('suffix' in profile)) throw new Error('not of this kind');
    const rig = wireRig({ ...profile, setUp: ['SCNMOD0', 'XYZABC1'] });
    const greeted = rig.wire.greet();
    await settle();
    expect(rig.sent[0]).toContain(hex('#SCNMOD0;XYZABC1;'));
    rig.say('020130303030' + hex('#SCNMOD0\x06;XYZABC1\x05;\x03'));
    await expect(greeted).rejects.toMatchObject({ condition: 'fault.recoverable' });
  });

  test('the reply is found wherever the pieces are cut, codes in front and behind', async () => {
    const all = Buffer.from(hex('early\r') + newland.reply('SCNTRG1') + hex('asked\r'), 'hex');
    for (let at = 1; at < all.length; at += 1) {
      const rig = wireRig(profileNamed('newland'));
      const readyAt: number[] = [];
      const started = rig.wire.start(never, () => readyAt.push(rig.codes.length));
      await settle();
      rig.say(Uint8Array.from(all.subarray(0, at)), Uint8Array.from(all.subarray(at)));
      await started;
      expect(texts(rig)).toEqual(['early', 'asked']);
      expect(readyAt).toEqual([1]);
    }
  });

  test('a reply that comes twice or too late is no code, wherever the pieces are cut', () => {
    const all = Buffer.from(newland.reply('SCNTRG1') + hex('asked\r'), 'hex');
    for (let at = 1; at < all.length; at += 1) {
      const rig = wireRig(profileNamed('newland'));
      rig.say(Uint8Array.from(all.subarray(0, at)), Uint8Array.from(all.subarray(at)));
      expect(texts(rig)).toEqual(['asked']);
      expect(rig.counts.get('StrayReplyCount')).toBe(1);
      expect(rig.clock.pendingTimers).toBe(0);
    }
  });

  test('the reply to another command is not the reply, and no code', async () => {
    const rig = wireRig(profileNamed('newland'));
    const answer = rig.wire.ask?.(never);
    await settle();
    rig.say(newland.reply('RRDDUR1000') + newland.reply('SCNMOD0'));
    expect(await answer).toBe('SCNMOD0');
    expect(rig.codes).toEqual([]);
  });

  test('what begins like a reply that nobody waits for, and does not go on, is code', async () => {
    const rig = wireRig(profileNamed('newland'));
    rig.say(hex('x\x02\x01'));
    await rig.clock.advance(200);
    expect(texts(rig)).toEqual(['x\x02\x01']);
  });

  test('while a flood is on, nothing is asked for: a code would be taken for its end', async () => {
    const rig = wireRig(profileNamed('newland'));
    rig.say(new Uint8Array(4000).fill(0x55));
    const started = rig.wire.start(never, () => {});
    await settle();
    expect(rig.sent).toEqual([]);
    await rig.clock.advance(50);
    expect(rig.sent).toEqual([newland.start]);
    rig.say(newland.reply('SCNTRG1') + hex('asked\r'));
    await started;
    expect(texts(rig)).toEqual(['asked']);
  });

  test('no reply: silence after the time of the profile, what was held back is code, and 50 ms until the next command', async () => {
    const rig = wireRig(profileNamed('newland'));
    const started = rig.wire.start(never, () => {});
    const failed = started.catch(caught);
    await settle();
    rig.say(hex('\x02\x0100'));
    await rig.clock.advance(5000);
    expect(await failed).toMatchObject({ code: 'timeout', condition: 'device.silent' });
    expect(rig.told).toEqual(['silence']);
    const stopped = rig.wire.stop();
    await rig.clock.advance(49);
    expect(rig.sent).toEqual([newland.start]);
    await rig.clock.advance(1);
    expect(rig.sent).toEqual([newland.start, newland.stop]);
    rig.say(hex('x\r') + newland.reply('SCNTRG0'));
    await stopped;
    expect(texts(rig)).toEqual(['\x02\x0100x']);
  });

  test('the next command waits for the reply to one that nobody waits for any more', async () => {
    const rig = wireRig(profileNamed('newland'));
    const giveUp = new AbortController();
    const started = rig.wire.start(giveUp.signal, () => {});
    const gaveUp = started.catch(caught);
    await settle();
    giveUp.abort();
    expect(await gaveUp).toMatchObject({ code: 'canceled' });
    const stopped = rig.wire.stop();
    await settle();
    expect(rig.sent).toEqual([newland.start]);
    rig.say(newland.reply('SCNTRG1'));
    await settle();
    expect(rig.sent).toEqual([newland.start, newland.stop]);
    rig.say(newland.reply('SCNTRG0'));
    await stopped;
  });

  test('a line that goes ends what waits, and leaves no timer', async () => {
    const rig = wireRig(profileNamed('newland'));
    const started = rig.wire.start(never, () => {});
    const { DeviceError } = await import('../contract/device-error.ts');
    const failed = started.catch(caught);
    await settle();
    rig.say(hex('half a co'));
    rig.wire.lost(new DeviceError('disconnected', 'gone', { effect: 'none', retry: 'afterFix' }));
    expect(await failed).toMatchObject({ code: 'disconnected' });
    expect(rig.clock.pendingTimers).toBe(0);
  });

  test('pieces are overwritten when they have been read', () => {
    const rig = wireRig(profileNamed('newland'));
    const piece = Buffer.from('secret\r');
    rig.wire.received(piece);
    expect([...piece]).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(texts(rig)).toEqual(['secret']);
  });
});

describe('Honeywell', () => {
  test('triggers as the maker writes them, without a reply and with a gap between', async () => {
    const rig = wireRig(profileNamed('honeywell'));
    await rig.wire.start(never, () => rig.told.push('reading'));
    expect(rig.sent).toEqual(['16540d']);
    expect(rig.told).toEqual(['reading']);
    rig.say(hex('a code\r'));
    const stopped = rig.wire.stop();
    await rig.clock.advance(49);
    expect(rig.sent).toEqual(['16540d']);
    await rig.clock.advance(1);
    expect(rig.sent).toEqual(['16540d', '16550d']);
    await stopped;
    expect(texts(rig)).toEqual(['a code']);
  });

  test('menu commands until power-off, and a query', async () => {
    const rig = wireRig(profileNamed('honeywell'));
    const greeted = rig.wire.greet();
    await settle();
    expect(rig.sent).toEqual(['164d0d' + hex('TRGMOD0!')]);
    rig.say(hex('TRGMOD0\x06!'));
    await greeted;
    const answer = rig.wire.ask?.(never);
    await settle();
    expect(rig.sent.at(-1)).toBe('164d0d' + hex('TRGMOD?!'));
    rig.say(hex('TRGM'), hex('OD0\x06'), hex('!'));
    expect(await answer).toBe('TRGMOD0');
  });

  test.each([
    ['\x15', 'NAK'],
    ['\x05', 'ENQ'],
  ])('refused: %j', async (status, raw) => {
    const rig = wireRig(profileNamed('honeywell'));
    const greeted = rig.wire.greet();
    await settle();
    rig.say(hex(`TRGMOD0${status}!`));
    await expect(greeted).rejects.toMatchObject({ condition: 'fault.recoverable' });
    expect(rig.told).toContain(`refused ${raw}`);
  });
});
