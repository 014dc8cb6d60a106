import { describe, expect, test } from 'vitest';
import custom from '../../assets/printer-profiles/custom-vkp80iii.json' with { type: 'json' };
import small from '../../assets/printer-profiles/generic-58mm.json' with { type: 'json' };
import tmT88 from '../../assets/printer-profiles/epson-tm-t88.json' with { type: 'json' };
import snbc from '../../assets/printer-profiles/snbc-bt-t080.json' with { type: 'json' };
import type { Ticket } from '../contract/ticket-printer.ts';
import { processIdOf } from './process-id.ts';
import { parsePrinterProfile } from './profile.ts';
import { atWireSpeed, rig, sampleTicket, until } from './test-rig.ts';

const command = (opId: string, deadlineMs = 5000) => ({ opId, deadlineMs });
const short: Ticket = { parts: [{ kind: 'text', text: '样例甲' }], cut: 'partial' };

describe('a healthy printer', () => {
  test('is on-line when it has answered, and prints with confirmation', async () => {
    await using r = await rig();
    await r.printer.ready(command('ready'));
    expect(r.printer.status()).toMatchObject({
      link: 'up',
      device: 'online',
      summary: 'ready',
      conditions: [],
    });
    await expect(r.printer.print(sampleTicket, command('op-1'))).resolves.toEqual({
      confirmation: 'printed',
    });
    const [ticket] = r.simulator.tickets();
    expect(ticket?.lines).toContain('示例市政务服务中心');
    expect(ticket?.lines).toContain('A012');
    expect(ticket?.qr).toEqual(['https://queue.example.gov.cn/t/A012?d=20260105']);
    expect(ticket).toMatchObject({ unknown: [], cut: 'partial', processId: processIdOf('op-1') });
    expect(r.printer.statistics()).toMatchObject({
      PaperCutCount: 1,
      BarcodePrintedCount: 1,
      ReceiptLinePrintedCount: 14,
    });
  });

  test('two tickets at once come out one after the other, each whole', async () => {
    await using r = await rig();
    await r.printer.ready(command('ready'));
    const tickets = ['A001', 'A002'].map((text): Ticket => ({
      parts: [{ kind: 'text', text }],
      cut: 'full',
    }));
    await Promise.all(tickets.map((ticket, index) => r.printer.print(ticket, command(`op-${index}`))));
    expect(r.simulator.tickets().map(({ lines, processId }) => [lines, processId])).toEqual([
      [['A001'], processIdOf('op-0')],
      [['A002'], processIdOf('op-1')],
    ]);
  });

  test.each([
    ['generic-58mm', small, 'accepted'],
    ['custom-vkp80iii', custom, 'accepted'],
    ['snbc-bt-t080', snbc, 'accepted'],
    ['epson-tm-t88', tmT88, 'printed'],
  ] as const)('%s understands every command of a ticket', async (_name, json, confirmation) => {
    await using r = await rig({ profile: parsePrinterProfile(json) });
    await r.printer.ready(command('ready'));
    await expect(r.printer.print(sampleTicket, command('op-1'))).resolves.toEqual({ confirmation });
    expect(r.simulator.tickets()[0]).toMatchObject({
      unknown: [],
      qr: ['https://queue.example.gov.cn/t/A012?d=20260105'],
    });
  });

  test('without any fence a ticket counts as accepted', async () => {
    await using r = await rig({ profile: { ...parsePrinterProfile(snbc), fence: 'none' } });
    await r.printer.ready(command('ready'));
    await expect(r.printer.print(short, command('op-1'))).resolves.toEqual({ confirmation: 'accepted' });
  });

  test.each(['one-byte-chunks', 'garbage', 'asb-inside-reply', 'paper-low', 'slow'])(
    'prints all the same with %s',
    async (preset) => {
      await using r = await rig({ preset });
      await r.printer.ready(command('ready'));
      await expect(r.printer.print(short, command('op-1'))).resolves.toEqual({ confirmation: 'printed' });
      expect(r.printer.status().summary).toBe(preset === 'paper-low' ? 'degraded' : 'ready');
    },
  );

  test('a small receive buffer holds a long ticket with XOFF, and nothing is sent until XON', async () => {
    await using r = await rig({
      line: atWireSpeed(11.52),
      simulator: { bufferBytes: 2048, dotsPerSecond: 1600, baudRate: 115_200 },
    });
    await r.printer.ready(command('ready'));
    await until(() => r.simulator.state().bytesReceived > 1024);
    let heldAt: number | null = null;
    let holds = 0;
    let sentWhileHeld = 0;
    r.simulator.onChange(() => {
      const { held, bytesReceived } = r.simulator.state();
      if (held && heldAt === null) {
        heldAt = bytesReceived;
        holds += 1;
      } else if (held) return;
      else if (heldAt !== null) {
        sentWhileHeld = Math.max(sentWhileHeld, bytesReceived - heldAt);
        heldAt = null;
      }
    });
    const text = '样例政务服务中心综合窗口取号办理';
    const long: Ticket = {
      parts: Array.from({ length: 90 }, () => ({ kind: 'text', text })),
      cut: 'partial',
    };
    await r.printer.print(long, command('op-1', 15_000));
    expect(r.simulator.tickets()[0]?.lines).toEqual(Array.from({ length: 90 }, () => text));
    // The chunk under way, and no other.
    expect(sentWhileHeld).toBeLessThanOrEqual(512);
    expect(holds).toBeGreaterThan(0);
  });

  test('the first byte of a ticket leaves within 30 ms', async () => {
    await using r = await rig();
    await r.printer.ready(command('ready'));
    await r.printer.print(short, command('warm-up'));
    const started = performance.now();
    await r.printer.print(short, command('op-1'));
    expect((r.simulator.state().firstByteAt ?? Infinity) - started).toBeLessThan(30);
  });
});

describe('giving up', () => {
  test('aborted while queued: nothing was printed and it may be tried again', async () => {
    await using r = await rig({ preset: 'slow' });
    await r.printer.ready(command('ready'));
    const first = r.printer.print(sampleTicket, command('op-1', 20_000));
    const abort = new AbortController();
    const second = r.printer.print(short, { ...command('op-2'), signal: abort.signal });
    abort.abort();
    await expect(second).rejects.toMatchObject({ code: 'canceled', effect: 'none', retry: 'safe' });
    await first;
    expect(r.simulator.tickets()).toHaveLength(1);
  });

  test('aborted while printing: part of it is on paper', async () => {
    await using r = await rig({ preset: 'slow' });
    await r.printer.ready(command('ready'));
    const abort = new AbortController();
    const printing = r.printer.print(sampleTicket, { ...command('op-1', 20_000), signal: abort.signal });
    printing.catch(() => {});
    await until(() => r.simulator.state().firstByteAt !== null);
    abort.abort();
    await expect(printing).rejects.toMatchObject({ code: 'canceled', retry: 'never' });
    await expect(printing.catch((error: { effect: string }) => error.effect)).resolves.toMatch(
      /partial|unknown/,
    );
  });

  test('closed while printing', async () => {
    await using r = await rig({ preset: 'slow' });
    await r.printer.ready(command('ready'));
    const printing = r.printer.print(sampleTicket, command('op-1', 20_000));
    printing.catch(() => {});
    await until(() => r.simulator.state().firstByteAt !== null);
    await r.printer.close();
    await expect(printing).rejects.toMatchObject({ code: 'closed', retry: 'never' });
  });
});

describe('what became of an operation', () => {
  test('a confirmation that comes after the deadline is found by reconcile', async () => {
    await using r = await rig({ preset: 'late-process-id', simulator: { lateMs: 700 } });
    await r.printer.ready(command('ready'));
    await expect(r.printer.print(short, command('op-1', 500))).rejects.toMatchObject({
      code: 'timeout',
      effect: 'unknown',
      retry: 'never',
    });
    await expect(r.printer.reconcile('op-1', command('reconcile', 3000))).resolves.toBe('printed');
    // And again, now from memory.
    await expect(r.printer.reconcile('op-1', command('reconcile', 50))).resolves.toBe('printed');
    await expect(r.printer.reconcile('op-2', command('reconcile', 50))).resolves.toBe('unknown');
  });

  test('a host that died while printing finds the confirmation when it is back', async () => {
    await using r = await rig({ simulator: { dotsPerSecond: 1600 } });
    await r.printer.ready(command('ready'));
    const printing = r.printer.print(sampleTicket, command('op-1', 10_000));
    printing.catch(() => {});
    await until(() => r.simulator.state().firstByteAt !== null);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await r.printer.close();
    await until(() => r.simulator.tickets()[0]?.processId === processIdOf('op-1'));
    const restarted = r.another();
    await expect(restarted.reconcile('op-1', command('reconcile', 3000))).resolves.toBe('printed');
    expect(r.simulator.tickets()).toHaveLength(1);
  });

  test('without process ids the end of a ticket stays unknown', async () => {
    await using r = await rig({ preset: 'no-process-id-support' });
    await r.printer.ready(command('ready'));
    await expect(r.printer.print(short, command('op-1', 600))).rejects.toMatchObject({
      code: 'timeout',
      effect: 'unknown',
    });
  });
});

describe('health', () => {
  test('internal leaves the paper alone, external prints a slip, interactive is skipped', async () => {
    await using r = await rig({ preset: 'paper-low' });
    await r.printer.ready(command('ready'));
    await expect(r.printer.checkHealth('internal', command('h1'))).resolves.toMatchObject({
      outcome: 'passed',
      detail: 'paper.low',
    });
    expect(r.simulator.tickets()).toHaveLength(0);
    await expect(r.printer.checkHealth('external', command('h2'))).resolves.toMatchObject({
      outcome: 'passed',
    });
    expect(r.simulator.tickets()[0]?.lines[0]).toBe('打印测试');
    await expect(r.printer.checkHealth('interactive', command('h3'))).resolves.toMatchObject({
      outcome: 'skipped',
    });
    r.simulator.apply('cover-open');
    await expect(r.printer.checkHealth('external', command('h4'))).resolves.toEqual({
      level: 'external',
      outcome: 'failed',
      detail: 'cover.open',
    });
  });

  test('nobody can wait for a ticket to be taken without a sensor', async () => {
    await using r = await rig();
    await expect(r.printer.waitForTaken(command('w'))).rejects.toMatchObject({ code: 'unsupported' });
    expect(r.printer.capabilities).toEqual(new Set(['print', 'fence.process-id']));
  });
});
