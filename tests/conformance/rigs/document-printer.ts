import assert from 'node:assert/strict';
import genericA4 from '../../../assets/document-printer-profiles/generic-a4.json' with { type: 'json' };
import { type Clock, systemClock } from '../../../drivers/contract/clock.ts';
import type { PrintDocument } from '../../../drivers/contract/document-printer.ts';
import { IppPrinter } from '../../../drivers/document-printer/driver.ts';
import { jobState } from '../../../drivers/document-printer/ipp/names.ts';
import { jobNameOf } from '../../../drivers/document-printer/job.ts';
import {
  type DocumentPrinterProfile,
  documentPrinterProfileSchema,
} from '../../../drivers/document-printer/profile.ts';
import type { SimulatedJob } from '../../../drivers/document-printer/simulator/print-engine.ts';
import { DocumentPrinterSimulator } from '../../../drivers/document-printer/simulator/simulator.ts';
import { samplePdf } from '../../../drivers/document-printer/testing/sample-pdf.ts';
import { testPage } from '../../../drivers/document-printer/testing/rig.ts';
import { DeviceError } from '../../../drivers/contract/device-error.ts';
import { type Evidence, type Rig, type RigMaker, type Scenario, simulated } from '../rig.ts';
import { until } from '../stand.ts';
import { faults, skips } from './document-printer-faults.ts';

/** Its patience is short, so that its own time-outs come before those of the commands. */
const profile: DocumentPrinterProfile = {
  ...documentPrinterProfileSchema.parse(genericA4),
  timing: { pollMs: 200, jobPollMs: 30, replyMs: 700, patienceMs: 600, cancelMs: 400 },
};
const sideMs = 15;
const pages = 3;

const oneSided: PrintDocument = { pdf: samplePdf(pages), copies: 1, sides: 'one-sided' };

/** The driver on a port, as many of them as there are runs of the kiosk. */
function printerAt(port: number, clock: Clock, model = profile): IppPrinter {
  const url = `ipp://127.0.0.1:${port}/ipp/print`;
  return new IppPrinter({ id: 'document-printer', url, clock, profile: model, testPage });
}

async function make(model: DocumentPrinterProfile): Promise<Rig> {
  const simulator = new DocumentPrinterSimulator({ clock: systemClock, sideMs });
  const end = await simulated(simulator);
  /** Also those that a printer without power has forgotten. */
  const jobs = new Set<SimulatedJob>();
  simulator.onChange(() => {
    for (const job of simulator.jobs()) jobs.add(job);
  });
  const jobsOf = (opId: string) => [...jobs].filter(({ name }) => name === jobNameOf(opId));
  return {
    ...end,
    connectionPerRequest: true,
    apply: (preset) => simulator.apply(preset),
    seen: () => ({ jobs: jobs.size, sheets: simulator.state().sheets }),
    evidence(opId): Evidence {
      const its = jobsOf(opId);
      assert.ok(its.length <= 1, `${opId} was sent ${its.length} times`);
      return {
        begun: its.some(({ impressions }) => impressions > 0),
        completed: its.filter(({ state }) => state === jobState.completed).length,
      };
    },
    connect({ port, clock }) {
      const device = printerAt(port, clock, model);
      let printed = '';
      let printing = '';
      return {
        device,
        operations: [
          {
            name: 'print',
            capability: 'print',
            effects: ['none', 'partial', 'unknown'],
            async run(command) {
              const { impressions } = await device.print(oneSided, command);
              // A printer that does not count says nothing, not something wrong.
              if (impressions !== null) assert.equal(impressions, pages);
              const [job] = jobsOf(command.opId);
              assert.ok(job && Buffer.compare(job.pdf, oneSided.pdf) === 0, 'another document');
            },
          },
          {
            name: 'print two-sided',
            capability: 'two-sided',
            effects: ['none', 'partial', 'unknown'],
            async run(command) {
              const { sheets } = await device.print({ ...oneSided, sides: 'two-sided-long-edge' }, command);
              assert.equal(sheets, Math.ceil(pages / 2));
            },
          },
          {
            name: 'reconcile',
            capability: 'reconcile',
            async prepare() {
              printed = 'printed-before';
              await device.print(oneSided, { opId: printed, deadlineMs: 3000 });
            },
            async run(command) {
              const outcome = await device.reconcile(printed, command);
              assert.equal(outcome, printed === '' ? 'unknown' : 'printed');
            },
          },
          {
            name: 'cancel',
            capability: 'cancel',
            effects: ['none', 'unknown'],
            async prepare() {
              printing = 'to-be-canceled';
              simulator.apply('slow');
              device.print(oneSided, { opId: printing, deadlineMs: 5000 }).catch(() => {});
              await until(2000, () => (jobsOf(printing).length > 0 ? null : 'it does not print'));
            },
            async run(command) {
              const outcome = await device.cancel(printing, command);
              assert.equal(outcome, printing === '' ? 'unknown' : 'canceled');
              simulator.apply('normal');
            },
          },
        ],
      };
    },
  };
}

/** The kiosk goes away at any byte of a document. Its next run asks the printer for it, and prints what is new. */
const crash: Scenario = {
  name: 'crash mid-document, then Get-Jobs',
  async run(stand) {
    await stand.ready();
    const usual = await stand.rehearse();
    await stand.device.close();
    const nextRun = async () => {
      const printer = printerAt(stand.line.port, stand.clock);
      printer.open();
      await printer.ready(stand.command());
      return printer;
    };
    for (const direction of ['toDevice', 'toHost'] as const)
      for (const share of [0.2, 0.4, 0.6, 0.8]) {
        const command = stand.command();
        const crashing = await nextRun();
        const bytes = Math.round(usual[direction] * share) + stand.random.int(0, 50);
        stand.line[direction].after(bytes, () => void crashing.close());
        await crashing.print(oneSided, command).catch((error: unknown) => {
          assert.ok(error instanceof DeviceError && error.code === 'closed', String(error));
        });
        await crashing.close();
        assert.ok(stand.line[direction].reached, `${direction} ${bytes}: it did not crash`);
        const printer = await nextRun();
        const outcome = await printer.reconcile(command.opId, stand.command());
        const completed = stand.rig.evidence?.(command.opId).completed;
        assert.equal(outcome, completed === 1 ? 'printed' : 'unknown', `${direction} ${bytes}`);
        await printer.print(oneSided, stand.command());
        await printer.close();
      }
  },
};

const allFaults = [...faults, crash];

export const documentPrinter: RigMaker = {
  name: 'document-printer',
  make: () => make(profile),
  faults: allFaults,
  skips,
};

/** A printer that cannot turn the sheet. */
export const plainDocumentPrinter: RigMaker = {
  name: 'document-printer, plain',
  make: () => make({ ...profile, twoSided: false }),
  faults: allFaults,
  skips,
};
