import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../contract/clock.ts';
import { IppPrinter } from './driver.ts';
import { noCups, type PrintServer, startCups } from './testing/cupsd.ts';
import { noIppEvePrinter, type RealPrinter, startIppEvePrinter } from './testing/ippeveprinter.ts';
import { onePage, quick, testPage, threePages, until } from './testing/rig.ts';

/** Against printers that were not written here: the reference printer of IPP Everywhere, and a print server. */

const command = (opId: string, deadlineMs = 10_000) => ({ opId, deadlineMs });
const profile = { ...quick, timing: { ...quick.timing, replyMs: 2000, patienceMs: 2000, cancelMs: 3000 } };
const opened: IppPrinter[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((printer) => printer.close()));
});

async function driverAt(url: string): Promise<IppPrinter> {
  const printer = new IppPrinter({ id: 'a4', url, clock: systemClock, profile, testPage });
  opened.push(printer);
  printer.open();
  await printer.ready(command('ready'));
  return printer;
}

describe.skipIf(noIppEvePrinter !== null)(
  `ippeveprinter${noIppEvePrinter ? `: skipped, no ${noIppEvePrinter}` : ''}`,
  () => {
    let real: RealPrinter;
    beforeAll(async () => {
      real = await startIppEvePrinter();
    });
    afterAll(() => real.stop());
    afterEach(() => {
      rmSync(real.switches, { recursive: true });
      mkdirSync(real.switches);
    });
    const turn = (name: string, on = true) =>
      on ? writeFileSync(join(real.switches, name), '') : rmSync(join(real.switches, name));

    test('takes a document whole, and says when it is done', async () => {
      const printer = await driverAt(real.url);
      expect(printer.status()).toMatchObject({ device: 'online', conditions: [], summary: 'ready' });
      await expect(printer.print(threePages, command('op-1'))).resolves.toMatchObject({
        confirmation: 'printed',
      });
      const documents = real.received().map((bytes) => Buffer.from(bytes).toString('latin1'));
      expect(documents).toContain(Buffer.from(threePages.pdf).toString('latin1'));
      await expect(printer.reconcile('op-1', command('r1'))).resolves.toBe('printed');
    });

    test('both sides, two copies', async () => {
      const printer = await driverAt(real.url);
      const document = { ...threePages, copies: 2, sides: 'two-sided-long-edge' } as const;
      await expect(printer.print(document, command('op-2'))).resolves.toMatchObject({
        confirmation: 'printed',
      });
    });

    test('a jam that is cleared: told, gone, printed', async () => {
      const printer = await driverAt(real.url);
      turn('jam');
      const printing = printer.print(onePage, command('op-3'));
      await until(() => printer.status().conditions[0]?.code === 'paper.jam');
      turn('jam', false);
      await expect(printing).resolves.toMatchObject({ confirmation: 'printed' });
      await until(() => printer.status().summary === 'ready');
    });

    test('a jam that stays: cancelled at the deadline, and nothing else is printed before that is done', async () => {
      const printer = await driverAt(real.url);
      turn('jam');
      await expect(printer.print(onePage, command('op-4', 4000))).rejects.toMatchObject({
        code: 'timeout',
        effect: 'partial',
        retry: 'never',
      });
      // This printer ends a job only when the sheet is out.
      await expect(printer.print(onePage, command('op-5'))).rejects.toMatchObject({
        condition: 'device.busy',
        effect: 'none',
      });
      turn('jam', false);
      await expect(printer.reconcile('op-4', command('r4'))).resolves.toBe('canceled');
      await expect(printer.print(onePage, command('op-5'))).resolves.toMatchObject({
        confirmation: 'printed',
      });
    });

    test('a job that the printer aborts', async () => {
      const printer = await driverAt(real.url);
      turn('fail');
      await expect(printer.print(onePage, command('op-6'))).rejects.toMatchObject({
        code: 'condition',
        effect: 'partial',
        retry: 'never',
      });
      await expect(printer.reconcile('op-6', command('r6'))).resolves.toBe('aborted');
    });

    test('after a crash the job is found by its name, and can be cancelled', async () => {
      const first = await driverAt(real.url);
      turn('wait');
      let begun = false;
      const printing = first.print(onePage, command('op-7'), ({ state }) => (begun = state === 'printing'));
      printing.catch(() => {});
      await until(() => begun);
      await first.close();
      const next = await driverAt(real.url);
      const told = real.says('Cancel-Job successful-ok');
      const canceling = next.cancel('op-7', command('c7'));
      await told;
      turn('wait', false);
      await expect(canceling).resolves.toBe('canceled');
      await expect(next.reconcile('op-7', command('r7'))).resolves.toBe('canceled');
    });
  },
);

describe.skipIf(noCups !== null)(`cupsd${noCups ? `: skipped, no ${noCups}` : ''}`, () => {
  let server: PrintServer;
  beforeAll(async () => {
    server = await startCups('file:///dev/null');
  });
  afterAll(() => server.stop());

  test('prints through a print server, and is known by its name', async () => {
    const printer = await driverAt(server.url);
    await expect(printer.print(threePages, command('op-1'))).resolves.toMatchObject({
      confirmation: 'printed',
    });
    await expect(printer.reconcile('op-1', command('r1'))).resolves.toBe('printed');
  });

  test('a queue that takes no jobs is paused', async () => {
    const printer = await driverAt(server.url);
    await server.administer('cupsreject', 'a4');
    await until(() => printer.status().conditions[0]?.code === 'device.paused');
    await expect(printer.print(onePage, command('op-2'))).rejects.toMatchObject({
      condition: 'device.paused',
      effect: 'none',
    });
    await server.administer('cupsaccept', 'a4');
    await until(() => printer.status().summary === 'ready');
  });

  test('a queue that is stopped is paused, too', async () => {
    const printer = await driverAt(server.url);
    await server.administer('cupsdisable', 'a4');
    await until(() => printer.status().conditions[0]?.code === 'device.paused');
    expect(printer.status().summary).toBe('unavailable');
    await server.administer('cupsenable', 'a4');
    await until(() => printer.status().summary === 'ready');
  });
});
