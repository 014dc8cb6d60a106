import { describe, expect, test } from 'vitest';
import type { PrintProgress } from '../contract/document-printer.ts';
import { jobNameOf } from './job.ts';
import { samplePdf } from './testing/sample-pdf.ts';
import { onePage, quick, rig, threePages, until } from './testing/rig.ts';

const command = (opId: string, deadlineMs = 5000) => ({ opId, deadlineMs });

describe('a healthy printer', () => {
  test('is on-line when it has told its state, and prints a document whole', async () => {
    await using r = await rig();
    await r.printer.ready(command('ready'));
    expect(r.printer.status()).toMatchObject({
      link: 'up',
      device: 'online',
      conditions: [],
      summary: 'ready',
    });
    await expect(r.printer.print(threePages, command('op-1'))).resolves.toEqual({
      confirmation: 'printed',
      impressions: 3,
      sheets: 3,
    });
    const [job] = r.simulator.jobs();
    expect(job).toMatchObject({ pages: 3, copies: 1, sides: 'one-sided', name: jobNameOf('op-1') });
    expect(Buffer.from(job?.pdf ?? [])).toEqual(Buffer.from(threePages.pdf));
    expect(r.printer.statistics()).toMatchObject({
      JobCompletedCount: 1,
      ImpressionsCompletedCount: 3,
      MediaSheetsCompletedCount: 3,
    });
  });

  test('copies and both sides', async () => {
    await using r = await rig();
    await r.printer.ready(command('ready'));
    const document = { pdf: samplePdf(3), copies: 2, sides: 'two-sided-long-edge' } as const;
    await expect(r.printer.print(document, command('op-1'))).resolves.toMatchObject({
      impressions: 6,
      sheets: 4,
    });
  });

  test('two documents at once come out one after the other', async () => {
    await using r = await rig();
    await r.printer.ready(command('ready'));
    await Promise.all(['op-1', 'op-2'].map((opId) => r.printer.print(onePage, command(opId))));
    expect(r.simulator.jobs().map(({ name }) => name)).toEqual(['op-1', 'op-2'].map(jobNameOf));
  });

  test('tells how far it has come', async () => {
    await using r = await rig({ sideMs: 60 });
    await r.printer.ready(command('ready'));
    const progress: PrintProgress[] = [];
    await r.printer.print(threePages, command('op-1'), (now) => progress.push(now));
    expect(progress).toContainEqual({ state: 'printing', impressions: 1 });
    expect(progress).toContainEqual({ state: 'printing', impressions: 2 });
  });

  test.each(['chunked-slowly', 'media-low', 'toner-low', 'unknown-warning'])(
    'prints with %s',
    async (preset) => {
      await using r = await rig({ preset });
      await r.printer.ready(command('ready'));
      await expect(r.printer.print(onePage, command('op-1'))).resolves.toMatchObject({
        confirmation: 'printed',
      });
      expect(r.printer.status().summary).toBe(preset === 'chunked-slowly' ? 'ready' : 'degraded');
    },
  );

  test('a printer that does not count says null', async () => {
    await using r = await rig({ preset: 'no-impressions' });
    await r.printer.ready(command('ready'));
    await expect(r.printer.print(onePage, command('op-1'))).resolves.toEqual({
      confirmation: 'printed',
      impressions: null,
      sheets: null,
    });
  });

  test('health: internal prints nothing, external a page, interactive is skipped', async () => {
    await using r = await rig();
    await r.printer.ready(command('ready'));
    await expect(r.printer.checkHealth('internal', command('h1'))).resolves.toMatchObject({
      outcome: 'passed',
    });
    expect(r.simulator.jobs()).toHaveLength(0);
    await expect(r.printer.checkHealth('external', command('h2'))).resolves.toMatchObject({
      outcome: 'passed',
    });
    expect(r.simulator.jobs()).toMatchObject([{ pages: 1 }]);
    await expect(r.printer.checkHealth('interactive', command('h3'))).resolves.toMatchObject({
      outcome: 'skipped',
    });
    r.simulator.apply('door-open');
    await expect(r.printer.checkHealth('internal', command('h4'))).resolves.toMatchObject({
      outcome: 'failed',
      detail: 'cover.open',
    });
  });

  test('nothing of the operation or a person is in what the printer is told', async () => {
    await using r = await rig();
    await r.printer.ready(command('ready'));
    await r.printer.print(onePage, command('op-of-样例甲'));
    expect(r.simulator.jobs()[0]?.name).toMatch(/^tongban-[0-9a-f]{24}$/);
  });
});

describe('what it does not do', () => {
  test.each([
    ['no PDF', { pdf: new TextEncoder().encode('hello'), copies: 1, sides: 'one-sided' }, 'invalidData'],
    ['no copies', { pdf: samplePdf(1), copies: 0, sides: 'one-sided' }, 'invalidData'],
    ['too many copies', { pdf: samplePdf(1), copies: 100, sides: 'one-sided' }, 'unsupported'],
  ] as const)('%s', async (_name, document, code) => {
    await using r = await rig();
    await r.printer.ready(command('ready'));
    await expect(r.printer.print(document, command('op-1'))).rejects.toMatchObject({ code, effect: 'none' });
    expect(r.simulator.jobs()).toHaveLength(0);
  });

  test('both sides on a model that cannot turn the sheet', async () => {
    await using r = await rig({ profile: { ...quick, twoSided: false } });
    await r.printer.ready(command('ready'));
    expect(r.printer.capabilities).toEqual(new Set(['print', 'reconcile', 'cancel']));
    const document = { ...onePage, sides: 'two-sided-long-edge' } as const;
    await expect(r.printer.print(document, command('op-1'))).rejects.toMatchObject({ code: 'unsupported' });
  });

  test('paper that the printer has never heard of', async () => {
    await using r = await rig({ profile: { ...quick, media: 'iso_a5_148x210mm' } });
    await r.printer.ready(command('ready'));
    await expect(r.printer.print(onePage, command('op-1'))).rejects.toMatchObject({
      condition: 'paper.wrong',
      effect: 'none',
    });
  });
});

describe('cancel and reconcile', () => {
  test('cancelled while printing: the print fails with canceled and says what is on paper', async () => {
    await using r = await rig({ sideMs: 100 });
    await r.printer.ready(command('ready'));
    const printing = r.printer.print(threePages, command('op-1'));
    printing.catch(() => {});
    await until(() => r.simulator.jobs()[0]?.impressions === 1);
    await expect(r.printer.cancel('op-1', command('cancel'))).resolves.toBe('canceled');
    await expect(printing).rejects.toMatchObject({ code: 'canceled', effect: 'partial', retry: 'never' });
    expect(r.simulator.state().sheets).toBe(1);
  });

  test('what was printed cannot be cancelled; what never was is unknown', async () => {
    await using r = await rig();
    await r.printer.ready(command('ready'));
    await r.printer.print(onePage, command('op-1'));
    await expect(r.printer.cancel('op-1', command('c1'))).resolves.toBe('printed');
    await expect(r.printer.cancel('op-2', command('c2'))).resolves.toBe('unknown');
  });

  test('after a crash the job is found by its name, and waited for', async () => {
    await using r = await rig({ sideMs: 60 });
    await r.printer.ready(command('ready'));
    const printing = r.printer.print(threePages, command('op-1'));
    await until(() => r.simulator.jobs().length === 1);
    await r.printer.close();
    await expect(printing).rejects.toMatchObject({ code: 'closed' });
    const next = r.another();
    await expect(next.reconcile('op-1', command('r1'))).resolves.toBe('printed');
    await expect(next.reconcile('op-0', command('r2'))).resolves.toBe('unknown');
    expect(r.simulator.jobs()).toHaveLength(1);
  });

  test.each([
    ['abort-mid-job', 'aborted'],
    ['cancel-mid-job', 'canceled'],
  ] as const)('%s: %s', async (preset, outcome) => {
    await using r = await rig({ preset });
    await r.printer.ready(command('ready'));
    await r.printer.print(threePages, command('op-1')).catch(() => {});
    await expect(r.another().reconcile('op-1', command('r1'))).resolves.toBe(outcome);
  });

  test('a job that is still at work at the deadline is unknown', async () => {
    await using r = await rig({ sideMs: 10_000 });
    await r.printer.ready(command('ready'));
    const printing = r.printer.print(onePage, command('op-1', 60_000));
    printing.catch(() => {});
    await until(() => r.simulator.jobs().length === 1);
    await expect(r.another().reconcile('op-1', command('r1', 200))).resolves.toBe('unknown');
  });
});
