import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../drivers/contract/clock.ts';
import { rig, type Rig, until } from '../../drivers/document-printer/testing/rig.ts';
import { DocumentError } from '../documents/document-error.ts';
import { ReleaseDesk } from '../documents/release-desk.ts';
import type { RenderedDocument, SealJob } from '../documents/render.ts';
import { renderDocument } from '../documents/render.ts';
import { paymentRecord, rareSubject, sampleSubject } from '../documents/testing/sample-documents.ts';
import { faces } from '../documents/testing/typefaces.ts';
import type { CivicDocument } from '../documents/document.ts';
import type { KioskLog } from '../kiosk/kiosk-log.ts';
import { JournalWatch } from '../store/journal-watch.ts';
import { openStore, type Store } from '../store/store.ts';
import { printPaper, type PrintJob, type PrintRoom } from './print-document.ts';

const sessionId = '00000000000000a1';
const opId = `${sessionId}-1-paper`;
const never = new AbortController().signal;

let dataDir: string;
let store: Store;
let printer: Rig;
let told: { event: string; fields: Record<string, unknown> }[];
let desk: ReleaseDesk;
let render: (document: CivicDocument, job: SealJob) => RenderedDocument;

const log = {
  write: (event: string, fields: Record<string, unknown>) => told.push({ event, fields }),
} as unknown as KioskLog;
const outcomes = () =>
  told.filter(({ event }) => event === 'service.document').map(({ fields }) => fields['outcome']);
const open = () => openStore({ dataDir, clock: systemClock, timeZone: 'Asia/Shanghai', resetAt: '00:00' });

const room = (change: Partial<PrintRoom> = {}): PrintRoom => ({
  effects: store.effects,
  journal: new JournalWatch({ dataDir, clock: systemClock, probe: () => store.probe(), onChange: () => {} }),
  documents: printer.printer,
  tickets: null,
  renderer: { render: async (document, job) => render(document, job) },
  log,
  clock: systemClock,
  reconciled: Promise.resolve(),
  documentMs: 10_000,
  ticketMs: 10_000,
  ...change,
});
const job = (document = paymentRecord(54)): PrintJob => ({
  opId,
  sessionId,
  itemId: 'payment-record',
  paper: { on: 'a4', document, copies: 1 },
  desk,
});
const print = (change: Partial<PrintRoom> = {}, signal = never) => printPaper(room(change), job(), signal);

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'tongban-print-'));
  store = open();
  printer = await rig();
  await printer.printer.ready({ opId: 'ready', deadlineMs: 5000 });
  told = [];
  desk = new ReleaseDesk({ sessionId, subject: sampleSubject, key: new Uint8Array(32).fill(7) });
  render = (document, seal) => renderDocument(document, seal, faces);
});
afterEach(async () => {
  await printer[Symbol.asyncDispose]();
  store.close();
  rmSync(dataDir, { recursive: true });
});

describe('a document', () => {
  it('is made, looked at, recorded and printed', async () => {
    expect(await print()).toEqual({ ok: true, paper: 'printed' });
    expect(printer.simulator.jobs()).toMatchObject([{ pages: 3, copies: 1, sides: 'one-sided' }]);
    expect(store.journal.get(opId)).toMatchObject({
      state: 'done',
      detail: 'printed',
      payload: { item: 'payment-record' },
    });
    expect(told).toMatchObject([
      { event: 'service.document', fields: { op: opId, pages: 3, outcome: 'printed' } },
    ]);
    expect(JSON.stringify([told, store.journal.get(opId)])).not.toContain(sampleSubject.name);
  });

  it('is never printed a second time, also by another run of the host', async () => {
    await print();
    expect(await print()).toEqual({ ok: true, paper: 'printed' });
    store.close();
    store = open();
    expect(await print()).toEqual({ ok: true, paper: 'printed' });
    expect(printer.simulator.jobs()).toHaveLength(1);
  });

  it('of somebody else never reaches the printer, however it came about', async () => {
    const own = render;
    const wrong: (typeof render)[] = [
      (document, seal) => own({ ...document, subject: rareSubject }, seal),
      (document, seal) => own(document, { ...seal, sessionId: '00000000000000b2' }),
      (document, seal) => own(document, { ...seal, jobId: 'another' }),
      (document, seal) => own(document, { ...seal, key: new Uint8Array(32).fill(8) }),
      (document, seal) => own({ ...document, kind: 'case-receipt' }, seal),
      (document, seal) => ({ ...own(document, seal), pages: 2 }),
      (document, seal) => ({ ...own(document, seal), pdf: new Uint8Array(100) }),
    ];
    for (const each of wrong) {
      render = each;
      expect(await print()).toMatchObject({ ok: false, problem: 'document-refused', retry: true });
    }
    expect(printer.simulator.jobs()).toEqual([]);
    expect(outcomes()).toEqual(wrong.map(() => 'refused'));
    render = own;
    expect(await print()).toEqual({ ok: true, paper: 'printed' });
  });

  it('does not come out when the person has gone while it was made', async () => {
    const leaving = new AbortController();
    const own = render;
    render = (document, seal) => {
      leaving.abort();
      return own(document, seal);
    };
    expect(await print({}, leaving.signal)).toMatchObject({ ok: false, problem: 'document-refused' });
    desk.close();
    expect(printer.simulator.jobs()).toEqual([]);
  });

  it.each([
    ['missing-character', false],
    ['does-not-fit', false],
    ['deadline', true],
    ['renderer-lost', true],
  ] as const)('that cannot be made (%s) is a failure and nothing was sent', async (code, retry) => {
    render = () => {
      throw new DocumentError(code, 'scripted');
    };
    expect(await print()).toEqual({ ok: false, problem: 'kiosk-fault', reason: null, retry });
    expect(printer.simulator.jobs()).toEqual([]);
  });

  it('waits for paper that somebody fills in: the failure is told, and it is tried again', async () => {
    printer.simulator.apply('media-empty');
    await until(() => printer.printer.status().summary === 'unavailable');
    expect(await print()).toMatchObject({ ok: false, problem: 'printer-paper-out', retry: true });
    expect(store.journal.get(opId)).toMatchObject({ state: 'failed' });
    printer.simulator.apply('normal');
    await until(() => printer.printer.status().summary === 'ready');
    expect(await print()).toEqual({ ok: true, paper: 'printed' });
    expect(printer.simulator.jobs().filter(({ impressions }) => impressions > 0)).toHaveLength(1);
  });

  it('that jams in its middle is uncertain, and not sent again', async () => {
    printer.simulator.apply('jam-mid-job');
    expect(await print()).toEqual({ ok: true, paper: 'uncertain' });
    expect(outcomes()).toEqual(['uncertain']);
    printer.simulator.apply('normal');
    await until(() => printer.printer.status().summary === 'ready');
    const before = printer.simulator.jobs().length;
    expect(await print()).toEqual({ ok: true, paper: 'uncertain' });
    expect(printer.simulator.jobs()).toHaveLength(before);
  });

  it('has no printer to go to: told, and nothing is recorded as sent', async () => {
    expect(await print({ documents: null })).toMatchObject({ problem: 'printer-unavailable', retry: true });
    expect(store.journal.get(opId)).toMatchObject({ state: 'failed' });
  });

  it('is not sent before what an earlier run left has been decided', async () => {
    const decided = Promise.withResolvers<void>();
    const printing = print({ reconciled: decided.promise });
    await new Promise((resolve) => setImmediate(resolve));
    expect(store.journal.get(opId)).toBeNull();
    decided.resolve();
    expect(await printing).toEqual({ ok: true, paper: 'printed' });
  });
});
