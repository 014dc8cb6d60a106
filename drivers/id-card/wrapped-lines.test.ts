import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../contract/clock.ts';
import type { OpenTransport } from '../transport/transport.ts';
import { SamReader } from './driver.ts';
import { IdCardSimulator } from './simulator/simulator.ts';
import { hidReader } from './testing/hid-reader.ts';
import { command, impatient, instant, present, quick, until } from './testing/reader-bench.ts';
import { usbReader } from './testing/usb-reader.ts';

const opened: SamReader[] = [];
afterEach(async () => {
  for (const reader of opened.splice(0)) await reader.close();
});

async function ready(open: (simulator: IdCardSimulator) => OpenTransport, preset = 'normal') {
  const simulator = new IdCardSimulator({ clock: systemClock, latency: instant });
  const reader = new SamReader({
    id: 'reader',
    open: open(simulator),
    clock: systemClock,
    profile: { ...quick, ...impatient },
  });
  opened.push(reader);
  reader.open();
  await reader.ready(command());
  simulator.apply(preset);
  return { simulator, reader };
}

describe.each([
  ['HID reports', (simulator: IdCardSimulator) => hidReader(simulator)],
  ['split bulk endpoints', usbReader],
])('a reader behind %s', (_, open) => {
  test('reads every kind of card, and sees each taken off', async () => {
    const it = await ready(open);
    for (const card of ['citizen-moved', 'residence-permit', 'foreigner-2017', 'foreigner-2023']) {
      expect(await present(it, card)).toMatchObject({
        name: it.simulator.cards.find(({ id }) => id === card)?.holder,
      });
      it.simulator.liftCard();
      await it.reader.waitForRemoval(command());
    }
    expect(it.reader.statistics()).not.toHaveProperty('ResyncByteCount');
  });

  test.each(['merged-frames', 'duplicate-reply'])('reads in spite of %s', async (preset) => {
    const it = await ready(open, preset);
    expect(await present(it, 'citizen')).toMatchObject({ kind: 'citizen' });
    expect(await present(it, 'foreigner-2023')).toMatchObject({ kind: 'foreigner-2023' });
  });

  test.each(['bad-checksum', 'truncated-frame', 'silent-mid-read', 'garbage-before-frame'])(
    '%s fails the read at worst, and the next one goes well',
    async (preset) => {
      const it = await ready(open);
      it.simulator.putCard('citizen');
      await it.reader.waitForCard(command());
      it.simulator.apply(preset);
      await it.reader.read(command()).catch((error: unknown) => {
        expect(error).toMatchObject({ condition: 'read.failed', effect: 'none', retry: 'safe' });
      });
      it.simulator.apply('normal');
      expect(await present(it, 'citizen')).toMatchObject({ kind: 'citizen' });
    },
  );

  test('unplugged in the middle of a reply: the read fails, the line comes back by itself', async () => {
    const it = await ready(open, 'unplug-mid-read');
    await expect(present(it, 'citizen')).rejects.toMatchObject({ condition: 'device.gone' });
    await until(it.reader, () => it.reader.status().device === 'online');
    expect(await present(it, 'citizen')).toMatchObject({ kind: 'citizen' });
  });
});

describe('reports that do not arrive whole', () => {
  /** Damages one report of the next long answer. */
  function once(damage: (report: Buffer) => Buffer | null) {
    let armed = false;
    return {
      arm: () => (armed = true),
      pass: (report: Buffer) => {
        if (!armed || report.readUInt16LE(6) !== 3) return report;
        armed = false;
        return damage(report);
      },
    };
  }

  test.each<[string, (report: Buffer) => Buffer | null]>([
    ['lost', () => null],
    ['with a wrong sum', (report) => report.fill(0x5a, 20, 21)],
    ['with a length that nothing has', (report) => report.fill(0xff, 3, 5)],
    ['of another kind', (report) => report.fill(0x55, 0, 1)],
    ['cut off', (report) => report.subarray(0, 40)],
  ])('one %s fails the read soon, and the next one goes well', async (_, damage) => {
    const fault = once(damage);
    const it = await ready((simulator) => hidReader(simulator, fault.pass));
    it.simulator.putCard('citizen');
    await it.reader.waitForCard(command());
    fault.arm();
    await expect(it.reader.read(command())).rejects.toMatchObject({
      code: 'protocol',
      condition: 'read.failed',
    });
    expect(await present(it, 'residence-permit')).toMatchObject({ kind: 'residence-permit' });
  });
});
