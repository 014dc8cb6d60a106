import { expect, test } from 'vitest';
import genericSam from '../../assets/reader-profiles/generic-sam.json' with { type: 'json' };
import { DeviceError } from '../contract/device-error.ts';
import { HandClock, settle } from '../runtime/testing/hand-clock.ts';
import { readerProfileSchema } from './profile.ts';
import { encodeFrame } from './sam-frame.ts';
import { SamLine, type Exchange } from './sam-line.ts';
import type { SamCommandName } from './sam-commands.ts';

const frame = (sw3: number, length = 0) => encodeFrame(Uint8Array.of(0, 0, sw3, ...new Uint8Array(length)));
const statusGood = () => frame(0x90);
const noCard = () => frame(0x80);
const found = () => frame(0x9f, 4);
const card = () => frame(0x90, 1284);

function rig() {
  const clock = new HandClock();
  const sent: string[] = [];
  const counted = new Map<string, number>();
  let silences = 0;
  const line = new SamLine({
    clock,
    profile: readerProfileSchema.parse(genericSam),
    write: async (bytes) => void sent.push(Buffer.from(bytes.subarray(7, 9)).toString('hex')),
    count: (name, by = 1) => counted.set(name, (counted.get(name) ?? 0) + by),
    onAnswer: () => {},
    onSilence: () => (silences += 1),
  });
  const receive = async (...frames: Uint8Array[]) => {
    line.received(Buffer.concat(frames));
    await settle();
  };
  /** Asks, and gives what came of it: SW3, or the error. */
  const ask = (name: SamCommandName, signal = new AbortController().signal) =>
    line
      .exclusive(signal, (exchange) => exchange(name))
      .then(
        ({ sw3 }) => sw3,
        (error: DeviceError) => error,
      );
  return { clock, sent, counted, line, receive, ask, silences: () => silences };
}

test('after a time-out the next answer is trusted only behind a status: the late one is nobody’s', async () => {
  const { clock, sent, receive, ask, silences } = rig();
  const first = ask('find');
  await clock.advance(1000);
  expect(await first).toMatchObject({ code: 'timeout', condition: 'device.silent' });
  expect(silences()).toBe(1);

  const second = ask('find');
  await settle();
  // The old look had found a card; it has been lifted since.
  await receive(found());
  await receive(statusGood());
  await receive(noCard());
  expect(await second).toBe(0x80);
  expect(sent).toEqual(['2001', '11ff', '2001']);
});

test('the same after giving up', async () => {
  const { sent, receive, ask } = rig();
  const giveUp = new AbortController();
  const first = ask('read', giveUp.signal);
  await settle();
  giveUp.abort();
  expect(await first).toMatchObject({ code: 'canceled' });
  const second = ask('read');
  await settle();
  await receive(frame(0x41));
  await receive(statusGood());
  await receive(card());
  expect(await second).toBe(0x90);
  expect(sent).toEqual(['3001', '11ff', '3001']);
});

test('the same after an answer that nobody had asked for', async () => {
  const { counted, sent, receive, ask } = rig();
  const first = ask('find');
  await settle();
  await receive(noCard(), noCard());
  expect(await first).toBe(0x80);
  expect(counted.get('StrayFrameCount')).toBe(1);
  const second = ask('find');
  await settle();
  await receive(statusGood());
  await receive(found());
  expect(await second).toBe(0x9f);
  expect(sent).toEqual(['2001', '11ff', '2001']);
});

test('a fresh line owes nothing', async () => {
  const { clock, line, sent, ask } = rig();
  const first = ask('find');
  await clock.advance(1000);
  await first;
  line.reset();
  void ask('find');
  await settle();
  expect(sent).toEqual(['2001', '2001']);
});

test('a lost line fails at once', async () => {
  const { line, ask } = rig();
  const asked = ask('read');
  await settle();
  const gone = new DeviceError('disconnected', 'gone', { effect: 'none', retry: 'afterFix' });
  line.lost(gone);
  expect(await asked).toBe(gone);
});

test('nothing comes between the steps of a sequence', async () => {
  const { sent, line, receive, ask } = rig();
  const sequence = line.exclusive(new AbortController().signal, async (exchange: Exchange) => {
    await exchange('find');
    await exchange('select');
  });
  const other = ask('samId');
  await settle();
  await receive(found());
  await receive(frame(0x90, 8));
  await sequence;
  await settle();
  await receive(frame(0x90, 16));
  expect(await other).toBe(0x90);
  expect(sent).toEqual(['2001', '2002', '12ff']);
});

test('who gives up while queued sends nothing and lets nobody pass early', async () => {
  const { sent, receive, ask } = rig();
  const first = ask('read');
  const giveUp = new AbortController();
  const second = ask('samId', giveUp.signal);
  const third = ask('status');
  giveUp.abort();
  expect(await second).toMatchObject({ code: 'canceled' });
  await settle();
  expect(sent).toEqual(['3001']);
  await receive(card());
  expect(await first).toBe(0x90);
  await receive(statusGood());
  expect(await third).toBe(0x90);
});

test('an answer that has begun in time may take the wire time of the slowest line', async () => {
  const { clock, receive, ask } = rig();
  const asked = ask('read');
  await clock.advance(2900);
  const bytes = card();
  // 9600 baud: 96 bytes in 100 ms, 1.35 s in all.
  for (let at = 0; at < bytes.length; at += 96) {
    await receive(bytes.subarray(at, at + 96));
    await clock.advance(100);
  }
  expect(await asked).toBe(0x90);
  expect(clock.pendingTimers).toBe(0);
});

test('noise alone does not keep a time-out away for ever', async () => {
  const { clock, receive, ask } = rig();
  const asked = ask('read');
  for (let ms = 0; ms < 6000; ms += 100) {
    await receive(Uint8Array.of(0x55, 0x00));
    await clock.advance(100);
  }
  expect(await asked).toMatchObject({ code: 'timeout', condition: 'read.failed' });
});

test('an answer that is cut off fails after a moment of silence, not at the time-out', async () => {
  const { clock, receive, ask } = rig();
  const asked = ask('read');
  await settle();
  await receive(card().subarray(0, 700));
  await clock.advance(500);
  expect(await asked).toMatchObject({ code: 'protocol', condition: 'read.failed', retry: 'safe' });
  expect(clock.monotonic()).toBe(500);
});

test('a damaged answer with a good one behind it is a good answer', async () => {
  const { counted, receive, ask } = rig();
  const asked = ask('find');
  await settle();
  await receive(noCard().with(10, 0x00), found());
  expect(await asked).toBe(0x9f);
  expect(counted.get('ChecksumErrorCount')).toBe(1);
});

test('what was received is wiped', async () => {
  const { line, ask } = rig();
  void ask('read');
  await settle();
  const piece = card().fill(0x31, 20, 60);
  line.received(piece);
  expect(piece.some((byte) => byte !== 0)).toBe(false);
});
