import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import generic from '../../assets/document-printer-profiles/generic-a4.json' with { type: 'json' };
import { systemClock } from '../../drivers/contract/clock.ts';
import { IppPrinter } from '../../drivers/document-printer/driver.ts';
import { documentPrinterProfileSchema } from '../../drivers/document-printer/profile.ts';
import { noCups, type PrintServer, startCups } from '../../drivers/document-printer/testing/cupsd.ts';
import {
  noIppEvePrinter,
  type RealPrinter,
  startIppEvePrinter,
} from '../../drivers/document-printer/testing/ippeveprinter.ts';
import { samplePdf } from '../../drivers/document-printer/testing/sample-pdf.ts';
import { now, pause } from './clock.ts';
import type { Figure } from './figure.ts';
import { median, percentile } from './statistics.ts';

const rounds = 100;
const warmUp = 5;
/** A form of two pages with its fonts. */
const pdf = samplePdf(2, 200_000);

/** From the PDF in hand to a job that the printer has taken: by the driver, and by `lp` over a print server. */
export async function measureDocuments(progress: (line: string) => void): Promise<Figure[]> {
  const missing = noIppEvePrinter ?? noCups;
  if (missing !== null) throw new Error(`needs ${missing}`);
  const dir = mkdtempSync(join(tmpdir(), 'tongban-documents-'));
  const real = await startIppEvePrinter();
  const server = await startCups(real.url);
  const driver = new IppPrinter({
    id: 'document-printer',
    url: real.url,
    clock: systemClock,
    profile: documentPrinterProfileSchema.parse(generic),
    testPage: '',
  });
  driver.open();
  try {
    await driver.ready({ opId: 'ready', deadlineMs: 10_000 });
    const file = join(dir, 'form.pdf');
    writeFileSync(file, pdf);
    const byDriver: number[] = [];
    const byLp: number[] = [];
    for (let round = 0; round < rounds + warmUp; round += 1) {
      const driverMs = await printWithDriver(driver, real, round);
      const lpMs = await printWithLp(server, real, file);
      if (round < warmUp) continue;
      byDriver.push(driverMs);
      byLp.push(lpMs);
    }
    progress(
      `documents: ${rounds} rounds, driver ${median(byDriver).toFixed(1)} ms, lp ${median(byLp).toFixed(1)} ms`,
    );
    return [
      {
        name: 'document-to-printer',
        what: `from the call with a PDF of ${pdf.length / 1000} kB to the line in the log of ippeveprinter that says that it has taken the job; asking the printer for its state and Validate-Job included`,
        unit: 'ms',
        samples: rounds,
        median: median(byDriver),
        p99: percentile(byDriver, 99),
        baseline: {
          what: 'the same PDF from a file with `lp`, over a private cupsd whose raw queue leads to the same printer',
          median: median(byLp),
          p99: percentile(byLp, 99),
        },
        target: { of: 'ratio', atMost: 1 },
      },
    ];
  } finally {
    await driver.close();
    await server.stop();
    await real.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function printWithDriver(driver: IppPrinter, real: RealPrinter, round: number): Promise<number> {
  const taken = real.says('Print-Job successful-ok');
  const started = now();
  const printing = driver.print(
    { pdf, copies: 1, sides: 'one-sided' },
    { opId: `bench-${round}`, deadlineMs: 30_000 },
  );
  await taken;
  const ms = now() - started;
  await printing;
  return ms;
}

async function printWithLp(server: PrintServer, real: RealPrinter, file: string): Promise<number> {
  // cupsd hands a job over in two steps.
  const taken = real.says('Send-Document successful-ok');
  const started = now();
  await server.administer('lp', '-d', 'a4', file);
  await taken;
  const ms = now() - started;
  // Neither program may still be at work when the next round begins.
  while ((await server.administer('lpstat', '-W', 'not-completed')) !== '') await pause(20);
  return ms;
}
