import { systemClock } from '../../drivers/contract/clock.ts';
import { DocumentPrinterSimulator } from '../../drivers/document-printer/simulator/simulator.ts';
import { listen } from '../../drivers/simulation/listen.ts';
import { simulatedKeyFile, simulatedSiteFile } from '../../host/launch/paths.ts';
import { openCity } from '../../platform/simulator/open-city.ts';
import { type Point, visit } from '../support/service-citizen.ts';
import { now } from './clock.ts';
import type { Figure } from './figure.ts';
import { runHost } from './host-run.ts';
import { fullSpeed, simulateDevices } from './simulated-devices.ts';
import { median, percentile } from './statistics.ts';

const rounds = 40;
const warmUp = 3;

/**
 * From the card that was read to the first page of a payment record at the printer, by a citizen who touches at once:
 * consent, form, review, the city's certificate, the PDF, its check and its way to the printer.
 */
export async function measureFirstPage(progress: (line: string) => void): Promise<Figure[]> {
  const devices = await simulateDevices(fullSpeed);
  const city = await openCity({ port: 0, clock: systemClock, preset: undefined });
  const printer = new DocumentPrinterSimulator({ clock: systemClock, sideMs: 1 });
  const line = await listen(
    printer,
    { kind: 'tcp', port: 0 },
    { clock: systemClock, baudRate: null, chunks: 'natural' },
  );
  if (line.address.kind !== 'tcp') throw new Error('the printer listens on tcp only');
  const host = await runHost({
    ...devices.site,
    platform: {
      transport: {
        kind: 'http',
        url: `http://127.0.0.1:${city.port}`,
        keyFile: simulatedKeyFile,
        siteFile: simulatedSiteFile,
      },
    },
    devices: [
      ...(devices.site['devices'] as object[]),
      {
        id: 'document-printer',
        role: 'document-printer',
        required: false,
        driver: 'ipp',
        profile: 'generic-a4',
        transport: { kind: 'ipp', url: `ipp://127.0.0.1:${line.address.port}/ipp/print` },
      },
    ],
  });
  const point: Point = {
    screen: host.screen,
    putCard: async (card) => devices.reader.putCard(card),
    liftCard: async () => devices.reader.liftCard(),
    showCode: () => Promise.reject(new Error('there is no scanner')),
  };
  // Of the simulated cards, one of somebody who pays contributions.
  const plan = {
    itemId: 'payment-record',
    card: 'citizen-moved',
    values: { insurances: ['pension'], span: 'three-years' },
  } as const;
  try {
    const all: number[] = [];
    for (let round = 0; round < rounds + warmUp; round += 1) {
      const before = printer.jobs().length;
      await visit(point, plan, ({ screen }) => screen.name === 'consent');
      const signedIn = now();
      const taken = new Promise<number>((resolve) => {
        const stop = printer.onChange(() => {
          if (printer.jobs().length === before) return;
          stop();
          resolve(now());
        });
      });
      await visit(point, plan, ({ screen }) => screen.name === 'result');
      const ms = (await taken) - signedIn;
      if (round >= warmUp) all.push(ms);
      await visit(point, plan, ({ screen }) => screen.name === 'attract');
    }
    progress(`first page: ${rounds} rounds, median ${median(all).toFixed(0)} ms`);
    return [
      {
        name: 'sign-in-to-page',
        what: 'from the name on the screen to a payment record of three years at the printer: consent, two fields, review, certificate, PDF, its check, IPP; the citizen answers at once and the simulated city, which is in it, without delay',
        unit: 'ms',
        samples: rounds,
        median: median(all),
        p99: percentile(all, 99),
        baseline: null,
        target: { of: 'median', atMost: 600 },
      },
    ];
  } finally {
    await host.stop();
    await line.close();
    await city.close();
    await devices.close();
  }
}
