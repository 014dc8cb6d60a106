import { describe, expect, test } from 'vitest';
import { profileNamed } from './testing/scanner-bench.ts';
import { wireRig } from './testing/wire-rig.ts';
import { maxCodeBytes } from './wire.ts';

const rig = (name = 'hid-pos') => wireRig(profileNamed(name));
const texts = (it: ReturnType<typeof rig>) =>
  it.codes.map(({ payload }) => Buffer.from(payload).toString('latin1'));

/** As two products of Access-IS send it. */
function report(text: string, { more = false, id = 2, length = text.length } = {}): Uint8Array {
  const bytes = Buffer.alloc(64);
  bytes[0] = id;
  bytes[1] = length;
  bytes.write(']Q1', 2, 'latin1');
  bytes.write(text, 5, 'latin1');
  bytes[63] = more ? 1 : 0;
  return bytes;
}
/** As Microscan does: id 1, length, 62 bytes of data. */
function bare(text: string): Uint8Array {
  const bytes = Buffer.alloc(64);
  bytes[0] = 1;
  bytes[1] = text.length;
  bytes.write(text, 2, 'latin1');
  return bytes;
}
const full = 'x'.repeat(56);

describe('reports', () => {
  test('a code in one, with its AIM identifier, ended by the report and not by silence', () => {
    const it = rig();
    it.say(report('hello'));
    expect(texts(it)).toEqual(['hello']);
    expect(it.codes[0]?.symbology).toEqual({ scheme: 'aim', id: ']Q1' });
    expect(it.clock.pendingTimers).toBe(0);
  });

  test('a code in three', () => {
    const it = rig();
    it.say(report(full, { more: true }), report(full, { more: true }), report('end'));
    expect(texts(it)).toEqual([`${full}${full}end`]);
  });

  test('exactly full, and nothing more', () => {
    const it = rig();
    it.say(report(full));
    expect(texts(it)).toEqual([full]);
  });

  test('a lost last report: nothing is read, and the next code is whole', async () => {
    const it = rig();
    it.say(report(full, { more: true }));
    await it.clock.advance(50);
    expect(it.told).toEqual(['damaged']);
    it.say(report('next'));
    expect(texts(it)).toEqual(['next']);
  });

  test('other reports, impossible lengths and short ones are no code', () => {
    const it = rig();
    it.say(report('status', { id: 3 }), report('long', { length: 57 }), report('hello').subarray(0, 7));
    expect(it.codes).toEqual([]);
    expect(Object.fromEntries(it.counts)).toEqual({ StrayReportCount: 1, DamagedReportCount: 2 });
  });

  test('without an end: cut, told of, and the next code is whole', async () => {
    const it = rig();
    for (let sent = 0; sent <= 2 * maxCodeBytes; sent += 56) it.say(report(full, { more: true }));
    expect(it.told).toEqual(['flood', 'flood']);
    await it.clock.advance(50);
    it.say(report('next'));
    expect(texts(it)).toEqual(['next']);
  });

  test('without AIM identifier and without a bit for more: a full report goes on, silence ends it', async () => {
    const it = rig('hid-pos-microscan');
    it.say(bare('y'.repeat(62)), bare('end'));
    expect(texts(it)).toEqual([`${'y'.repeat(62)}end`]);
    it.say(bare('y'.repeat(62)));
    await it.clock.advance(50);
    expect(texts(it)[1]).toBe('y'.repeat(62));
    expect(it.codes[0]?.symbology).toBeNull();
  });

  test('what had begun is stale', () => {
    const it = rig();
    it.say(report(full, { more: true }));
    it.wire.discard();
    it.say(report('end'), report('next'));
    expect(it.codes.map(({ stale }) => stale)).toEqual([true, false]);
  });

  test('reports are overwritten when they have been read', () => {
    const it = rig();
    const secret = Buffer.from(report('secret'));
    it.wire.received(secret);
    expect(secret.every((byte) => byte === 0)).toBe(true);
  });
});
