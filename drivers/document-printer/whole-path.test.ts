import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connect } from '../bench/client.ts';
import { openRig } from '../bench/rig.ts';
import { startBenchServer } from '../bench/server.ts';
import { serialWire } from '../bench/simulators.ts';
import { systemClock } from '../contract/clock.ts';
import { IppPrinter } from './driver.ts';
import { quick, testPage, threePages, until } from './testing/rig.ts';

test('a driver prints at the bench, whose page shows the job; presets and the cable reach the driver', async () => {
  const rendererDir = mkdtempSync(join(tmpdir(), 'tongban-a4-'));
  const rig = await openRig(
    [{ id: 'a4', role: 'document-printer', profile: 'generic-a4', preset: 'toner-low' }],
    serialWire,
  );
  const server = await startBenchServer({ rig, rendererDir, port: 0 });
  const bench = await connect(server.url);
  const [address] = rig.addresses();
  const printer = new IppPrinter({
    id: 'a4',
    url: `ipp://${address?.host}:${address?.port}/ipp/print`,
    clock: systemClock,
    profile: { ...quick, timing: { ...quick.timing, patienceMs: 10_000 } },
    testPage,
  });
  try {
    printer.open();
    await until(() => printer.status().conditions[0]?.code === 'toner.low');
    await bench.apply('a4', 'normal');
    await until(() => printer.status().summary === 'ready');
    const document = { ...threePages, copies: 1, sides: 'two-sided-long-edge' } as const;
    const printing = printer.print(document, { opId: 'op-1', deadlineMs: 30_000 });
    await expect(printing).resolves.toMatchObject({ impressions: 3, sheets: 2 });
    await until(() => factsOf(bench)['last job impressions'] === 3);
    expect(factsOf(bench)).toMatchObject({
      jobs: 1,
      sheets: 2,
      'last job bytes': threePages.pdf.length,
      'last job pages': 3,
      'last job sides': 'two-sided-long-edge',
    });
    await bench.unplug('a4');
    await until(() => printer.status().link === 'lost');
    await bench.plug('a4');
    await printer.ready({ opId: 'ready', deadlineMs: 10_000 });
  } finally {
    await printer.close();
    bench.close();
    await server.close();
    await rig.close();
    rmSync(rendererDir, { recursive: true });
  }
}, 30_000);

function factsOf(bench: Awaited<ReturnType<typeof connect>>): Record<string, unknown> {
  const device = bench.state().find(({ id }) => id === 'a4');
  return device?.role === 'document-printer' ? device.facts : {};
}
