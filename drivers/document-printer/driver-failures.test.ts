import { createServer } from 'node:net';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../contract/clock.ts';
import { jobState } from './ipp/names.ts';
import { IppPrinter } from './driver.ts';
import { onePage, quick, rig, testPage, threePages, until } from './testing/rig.ts';

const command = (opId: string, deadlineMs = 5000) => ({ opId, deadlineMs });

const standing = [
  ['media-empty', 'paper.out'],
  ['media-other', 'paper.wrong'],
  ['jam', 'paper.jam'],
  ['toner-empty', 'toner.out'],
  ['door-open', 'cover.open'],
  ['output-full', 'output.full'],
  ['paused', 'device.paused'],
  ['not-accepting', 'device.paused'],
] as const;

describe('before the document', () => {
  test.each(standing)(
    '%s: refused, nothing sent, and it prints when put right',
    async (preset, condition) => {
      await using r = await rig({ preset });
      await r.printer.ready(command('ready'));
      expect(r.printer.status()).toMatchObject({ device: 'online', summary: 'unavailable' });
      expect(r.printer.status().conditions).toMatchObject([{ code: condition, severity: 'error' }]);
      await expect(r.printer.print(onePage, command('op-1'))).rejects.toMatchObject({
        code: 'condition',
        condition,
        effect: 'none',
        retry: 'afterFix',
      });
      expect(r.simulator.jobs()).toHaveLength(0);
      r.simulator.apply('normal');
      await r.printer.print(onePage, command('op-1'));
      expect(r.printer.status().summary).toBe('ready');
    },
  );

  test.each(standing)(
    '%s: told without being asked, and gone without a restart',
    async (preset, condition) => {
      await using r = await rig();
      await r.printer.ready(command('ready'));
      r.simulator.apply(preset);
      await until(() => r.printer.status().conditions[0]?.code === condition);
      r.simulator.apply('normal');
      await until(() => r.printer.status().summary === 'ready');
      expect(r.printer.status().conditions).toEqual([]);
    },
  );

  test('what is wrong from the start never looks like a ready printer', async () => {
    await using r = await rig({ preset: 'media-empty' });
    const told: string[] = [];
    r.printer.onStatus(({ summary }) => told.push(summary));
    await until(() => r.printer.status().device === 'online');
    expect(new Set(told)).toEqual(new Set(['unavailable']));
  });

  test('busy for a moment: waited for, and printed once', async () => {
    await using r = await rig({ preset: 'busy' });
    await r.printer.ready(command('ready'));
    const before = r.simulator.state().requests;
    const printing = r.printer.print(onePage, command('op-1'));
    // The state, the validation, a first try.
    await until(() => r.simulator.state().requests >= before + 4);
    r.simulator.apply('normal');
    await expect(printing).resolves.toMatchObject({ confirmation: 'printed' });
    expect(r.simulator.jobs()).toHaveLength(1);
  });

  test('busy for too long: nothing was taken', async () => {
    await using r = await rig({ preset: 'busy' });
    await r.printer.ready(command('ready'));
    await expect(r.printer.print(onePage, command('op-1'))).rejects.toMatchObject({
      code: 'condition',
      condition: 'device.busy',
      effect: 'none',
      retry: 'afterFix',
    });
  });
});

describe('in the middle of the document', () => {
  test.each([
    ['media-empty-mid-job', 'paper.out'],
    ['jam-mid-job', 'paper.jam'],
  ] as const)('%s: given up after a while, cancelled, never comes out later', async (preset, condition) => {
    await using r = await rig({ preset });
    await r.printer.ready(command('ready'));
    await expect(r.printer.print(threePages, command('op-1'))).rejects.toMatchObject({
      code: 'condition',
      condition,
      effect: 'partial',
      retry: 'never',
    });
    expect(r.simulator.jobs()).toMatchObject([{ state: jobState.canceled, impressions: 1 }]);
    r.simulator.apply('normal');
    await r.printer.print(onePage, command('op-2'));
    expect(r.simulator.state().sheets).toBe(2);
    expect(r.printer.statistics()).toMatchObject({
      JobCompletedCount: 1,
      JobCanceledCount: 1,
      ...(condition === 'paper.jam' && { PaperJamCount: 1 }),
    });
  });

  test('put right in time: it goes on and is whole', async () => {
    await using r = await rig({ preset: 'media-empty-mid-job' });
    await r.printer.ready(command('ready'));
    const printing = r.printer.print(threePages, command('op-1'));
    await until(() => r.printer.status().conditions[0]?.code === 'paper.out');
    r.simulator.apply('normal');
    await expect(printing).resolves.toMatchObject({ confirmation: 'printed', impressions: 3 });
  });

  test.each([
    ['abort-mid-job', 'aborted-by-system'],
    ['cancel-mid-job', 'job-canceled-at-device'],
  ])('%s: partial, in the words of the printer', async (preset, words) => {
    await using r = await rig({ preset });
    await r.printer.ready(command('ready'));
    await expect(r.printer.print(threePages, command('op-1'))).rejects.toMatchObject({
      code: 'condition',
      effect: 'partial',
      retry: 'never',
      message: expect.stringContaining(words),
    });
  });

  test('a document that the printer cannot read', async () => {
    await using r = await rig({ preset: 'format-error' });
    await r.printer.ready(command('ready'));
    await expect(r.printer.print(onePage, command('op-1'))).rejects.toMatchObject({
      code: 'invalidData',
      effect: 'none',
      retry: 'never',
    });
  });

  test('held: given up before it began', async () => {
    await using r = await rig({ preset: 'held' });
    await r.printer.ready(command('ready'));
    await expect(r.printer.print(onePage, command('op-1'))).rejects.toMatchObject({
      condition: 'fault.recoverable',
      effect: 'none',
    });
    r.simulator.apply('normal');
    expect(r.simulator.jobs()).toMatchObject([{ state: jobState.canceled, impressions: 0 }]);
  });

  test('power fails: the job is forgotten, and nobody takes the next number 1 for it', async () => {
    await using r = await rig({ preset: 'power-cycle-mid-job' });
    await r.printer.ready(command('ready'));
    await expect(r.printer.print(threePages, command('op-1'))).rejects.toMatchObject({
      effect: 'partial',
      retry: 'never',
    });
    await r.printer.ready(command('ready again'));
    await r.printer.print(onePage, command('op-2'));
    expect(r.simulator.jobs()).toMatchObject([{ id: 1, state: jobState.completed }]);
  });

  test('cable pulled and put back: the job is asked after on the next connection', async () => {
    await using r = await rig({ sideMs: 60 });
    await r.printer.ready(command('ready'));
    const printing = r.printer.print(threePages, command('op-1'));
    await until(() => r.simulator.jobs().length === 1);
    r.listening.plug(false);
    await until(() => r.printer.status().link === 'lost');
    r.listening.plug(true);
    await expect(printing).resolves.toMatchObject({ confirmation: 'printed', impressions: 3 });
    await r.printer.ready(command('ready again'));
    expect(r.simulator.jobs()).toHaveLength(1);
  });

  test('cable pulled for good: unknown or partial; what is left is cancelled when it is back', async () => {
    await using r = await rig({ sideMs: 3000 });
    await r.printer.ready(command('ready'));
    const printing = r.printer.print(threePages, command('op-1'));
    printing.catch(() => {});
    await until(() => r.simulator.jobs().length === 1);
    r.listening.plug(false);
    await expect(printing).rejects.toMatchObject({
      code: 'disconnected',
      condition: 'device.gone',
      effect: 'unknown',
      retry: 'never',
    });
    await expect(r.printer.print(onePage, command('op-2'))).rejects.toMatchObject({
      condition: 'device.busy',
      effect: 'none',
    });
    r.listening.plug(true);
    await until(() => r.simulator.jobs()[0]?.state === jobState.canceled);
    await r.printer.ready(command('ready again'));
  });
});

describe('an answer that does not come', () => {
  test('lost after the document was taken: the job is found by its name, and printed once', async () => {
    await using r = await rig({ preset: 'lost-reply' });
    await r.printer.ready(command('ready'));
    await expect(r.printer.print(threePages, command('op-1'))).resolves.toMatchObject({ impressions: 3 });
    expect(r.simulator.jobs()).toHaveLength(1);
  });

  test('lost before: the printer has no such job, which is not proof; it is not sent again', async () => {
    await using r = await rig({ preset: 'lost-request' });
    await r.printer.ready(command('ready'));
    await expect(r.printer.print(threePages, command('op-1'))).rejects.toMatchObject({
      code: 'disconnected',
      effect: 'unknown',
      retry: 'never',
    });
    expect(r.simulator.jobs()).toHaveLength(0);
    await r.printer.ready(command('ready again'));
    await r.printer.print(onePage, command('op-2'));
    expect(r.simulator.jobs()).toHaveLength(1);
  });

  test.each(['http-503', 'garbage', 'wrong-request-id', 'hang'])(
    '%s from the start: connected, not ready, refused before the first byte, and back by itself',
    async (preset) => {
      await using r = await rig({ preset });
      await expect(r.printer.ready(command('ready', 1500))).rejects.toMatchObject({
        condition: 'device.silent',
      });
      expect(r.printer.status()).toMatchObject({ link: 'up', device: 'offline', summary: 'unavailable' });
      await expect(r.printer.print(onePage, command('op-1'))).rejects.toMatchObject({
        condition: 'device.silent',
        effect: 'none',
        retry: 'afterFix',
      });
      expect(r.simulator.jobs()).toHaveLength(0);
      r.simulator.apply('normal');
      await r.printer.ready(command('ready'));
      expect(r.printer.status()).toMatchObject({ conditions: [], summary: 'ready' });
    },
  );

  test('the document is taken and never answered: at the deadline unknown, and not sent again', async () => {
    await using r = await rig({ preset: 'hang-on-document' });
    await r.printer.ready(command('ready'));
    await expect(r.printer.print(onePage, command('op-1', 900))).rejects.toMatchObject({
      code: 'timeout',
      effect: 'unknown',
      retry: 'never',
    });
  });
});

describe('the deadline', () => {
  test('cancels the whole job and says what is on paper, in time', async () => {
    await using r = await rig({ sideMs: 400 });
    await r.printer.ready(command('ready'));
    const started = performance.now();
    await expect(r.printer.print(threePages, command('op-1', 1500))).rejects.toMatchObject({
      code: 'timeout',
      effect: 'partial',
      retry: 'never',
    });
    expect(performance.now() - started).toBeLessThan(2000);
    expect(r.simulator.jobs()).toMatchObject([{ state: jobState.canceled }]);
  });

  test('a job that waited behind another and never began: none', async () => {
    await using r = await rig({ sideMs: 5000 });
    await r.printer.ready(command('ready'));
    const other = r.another();
    await other.ready(command('ready'));
    const first = other.print(onePage, command('op-1', 60_000));
    first.catch(() => {});
    await until(() => r.simulator.jobs().length === 1);
    await expect(r.printer.print(onePage, command('op-2', 1500))).rejects.toMatchObject({
      code: 'timeout',
      effect: 'none',
      retry: 'safe',
    });
  });

  test('the caller gives up while it prints: at once, and the job is cancelled behind it', async () => {
    await using r = await rig({ sideMs: 200 });
    await r.printer.ready(command('ready'));
    const abort = new AbortController();
    const printing = r.printer.print(threePages, { ...command('op-1'), signal: abort.signal });
    printing.catch(() => {});
    await until(() => r.simulator.jobs()[0]?.state === jobState.processing);
    abort.abort();
    await expect(printing).rejects.toMatchObject({ code: 'canceled', effect: 'unknown', retry: 'never' });
    await until(() => r.simulator.jobs()[0]?.state === jobState.canceled);
  });

  test('the caller gives up while it is queued: none', async () => {
    await using r = await rig({ sideMs: 100 });
    await r.printer.ready(command('ready'));
    const abort = new AbortController();
    const first = r.printer.print(onePage, command('op-1'));
    const second = r.printer.print(onePage, { ...command('op-2'), signal: abort.signal });
    abort.abort();
    await expect(second).rejects.toMatchObject({ code: 'canceled', effect: 'none', retry: 'safe' });
    await first;
    expect(r.simulator.jobs()).toHaveLength(1);
  });
});

test('nobody there: absent until there is somebody, and close lets go of everything', async () => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a tcp server without a port');
  server.close();
  await once(server, 'close');
  const url = `ipp://127.0.0.1:${address.port}/ipp/print`;
  const printer = new IppPrinter({ id: 'a4', url, clock: systemClock, profile: quick, testPage });
  printer.open();
  await expect(printer.ready(command('ready', 200))).rejects.toMatchObject({ condition: 'device.gone' });
  await expect(printer.print(onePage, command('op-1'))).rejects.toMatchObject({
    code: 'disconnected',
    condition: 'device.gone',
    effect: 'none',
    retry: 'afterFix',
  });
  expect(printer.status()).toMatchObject({ link: 'lost', device: 'noDevice' });
  await printer.close();
  await printer.close();
  expect(printer.status().link).toBe('absent');
  await expect(printer.print(onePage, command('op-2'))).rejects.toMatchObject({ code: 'closed' });
});
