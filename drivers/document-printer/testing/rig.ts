import { join } from 'node:path';
import generic from '../../../assets/document-printer-profiles/generic-a4.json' with { type: 'json' };
import { systemClock } from '../../contract/clock.ts';
import type { PrintDocument } from '../../contract/document-printer.ts';
import { type Listening, listen } from '../../simulation/listen.ts';
import { IppPrinter } from '../driver.ts';
import { type DocumentPrinterProfile, documentPrinterProfileSchema } from '../profile.ts';
import { DocumentPrinterSimulator } from '../simulator/simulator.ts';
import { samplePdf } from './sample-pdf.ts';

export const genericA4 = documentPrinterProfileSchema.parse(generic);
/** The generic printer that is less patient. */
export const quick: DocumentPrinterProfile = {
  ...genericA4,
  timing: { pollMs: 100, jobPollMs: 20, replyMs: 1000, patienceMs: 500, cancelMs: 1000 },
};
export const testPage = join(import.meta.dirname, '../../../assets/document-printer/test-page.pdf');

export const threePages: PrintDocument = { pdf: samplePdf(3), copies: 1, sides: 'one-sided' };
export const onePage: PrintDocument = { pdf: samplePdf(1), copies: 1, sides: 'one-sided' };

export interface Rig extends AsyncDisposable {
  printer: IppPrinter;
  simulator: DocumentPrinterSimulator;
  listening: Listening;
  /** A driver of another process run, on the same device, opened. */
  another(): IppPrinter;
}

/** A driver and a simulator on a real loopback socket; the simulator's paper is fast. */
export async function rig(
  options: { preset?: string; sideMs?: number; profile?: DocumentPrinterProfile } = {},
): Promise<Rig> {
  const { preset, sideMs = 15, profile = quick } = options;
  const simulator = new DocumentPrinterSimulator({ clock: systemClock, sideMs });
  if (preset !== undefined) simulator.apply(preset);
  const wire = { clock: systemClock, baudRate: null, chunks: 'natural' } as const;
  const listening = await listen(simulator, { kind: 'tcp', port: 0 }, wire);
  const { address } = listening;
  if (address.kind !== 'tcp') throw new Error('asked for tcp');
  const url = `ipp://127.0.0.1:${address.port}/ipp/print`;
  const printers: IppPrinter[] = [];
  const another = () => {
    const printer = new IppPrinter({ id: 'a4', url, clock: systemClock, profile, testPage });
    printers.push(printer);
    printer.open();
    return printer;
  };
  return {
    printer: another(),
    another,
    simulator,
    listening,
    async [Symbol.asyncDispose]() {
      await Promise.all(printers.map((printer) => printer.close()));
      await listening.close();
    },
  };
}

/** Waits for something that a real socket will bring about. */
export async function until(what: () => boolean, ms = 5000): Promise<void> {
  const deadline = performance.now() + ms;
  while (!what()) {
    if (performance.now() > deadline) throw new Error(`not within ${ms} ms: ${String(what)}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
