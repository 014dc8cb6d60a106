import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import small from '../../assets/printer-profiles/generic-58mm.json' with { type: 'json' };
import type { Ticket } from '../contract/ticket-printer.ts';
import { parsePrinterProfile } from './profile.ts';
import { atWireSpeed, generic80, rig, sampleTicket, until } from './test-rig.ts';

const command = (opId: string, deadlineMs = 8000) => ({ opId, deadlineMs });
const short: Ticket = { parts: [{ kind: 'text', text: '样例乙' }], cut: 'partial' };
/** With automatic status, and one that has to be asked. */
const profiles = [
  ['automatic status', undefined],
  ['asked status', parsePrinterProfile(small)],
] as const;

const standing = [
  ['paper-out', 'paper.out'],
  ['cover-open', 'cover.open'],
  ['cutter-fault', 'cutter.fault'],
  ['head-hot', 'head.hot'],
  ['unrecoverable', 'fault.unrecoverable'],
  ['offline', 'device.offline'],
] as const;

const striking = [
  ['paper-out-mid-ticket', 'paper.out'],
  ['cover-open-mid-ticket', 'cover.open'],
  ['cutter-fault-mid-ticket', 'cutter.fault'],
] as const;

describe.each(profiles)('%s', (_name, profile) => {
  const using = (preset?: string) =>
    rig({
      ...(profile ? { profile } : {}),
      ...(preset ? { preset } : {}),
      simulator: { dotsPerSecond: 4000 },
    });

  test.each(standing)('%s before the first byte: refused, nothing printed', async (preset, condition) => {
    await using r = await using();
    await r.printer.ready(command('ready'));
    r.simulator.apply(preset);
    await expect(r.printer.print(short, command('op-1'))).rejects.toMatchObject({
      code: 'condition',
      condition,
      effect: 'none',
      retry: 'afterFix',
    });
    expect(r.printer.status()).toMatchObject({ device: 'online', summary: 'unavailable' });
    expect(r.simulator.state().firstByteAt).toBeNull();
    r.simulator.apply('normal');
    await r.printer.print(short, command('op-1'));
    expect(r.simulator.tickets()).toHaveLength(1);
  });

  test.each(striking)('%s: partial, never repeated by itself', async (preset, condition) => {
    await using r = await using();
    await r.printer.ready(command('ready'));
    r.simulator.apply(preset);
    await expect(r.printer.print(sampleTicket, command('op-1'))).rejects.toMatchObject({
      code: 'condition',
      condition,
      effect: 'partial',
      retry: 'never',
    });
    expect(r.simulator.tickets()).toHaveLength(0);
    expect(r.printer.status().conditions.map(({ code }) => code)).toContain(condition);
  });
});

describe('standing conditions', () => {
  test('are told without being asked, each with since when and in the printer’s words', async () => {
    await using r = await rig();
    await r.printer.ready(command('ready'));
    await r.printer.print(short, command('op-1'));
    r.simulator.apply('paper-out');
    await until(() => r.printer.status().summary === 'unavailable');
    expect(r.printer.status().conditions).toEqual([
      {
        code: 'paper.out',
        severity: 'error',
        action: 'attendant',
        since: expect.any(Number),
        raw: 'ASB 18 00 0F 0F',
      },
    ]);
    r.simulator.apply('normal');
    await until(() => r.printer.status().summary === 'ready');
  });

  test('that are there from the start never look like a ready printer', async () => {
    await using r = await rig({ preset: 'paper-out' });
    const told: string[] = [];
    r.printer.onStatus(({ summary }) => told.push(summary));
    await until(() => r.printer.status().device === 'online');
    expect(r.printer.status().conditions).toMatchObject([{ code: 'paper.out' }]);
    expect(new Set(told)).toEqual(new Set(['unavailable']));
  });

  test('are found by asking where the printer does not tell', async () => {
    await using r = await rig({ profile: parsePrinterProfile(small) });
    await r.printer.ready(command('ready'));
    r.simulator.apply('cover-open');
    await until(() => r.printer.status().conditions[0]?.code === 'cover.open');
    expect(r.printer.status().conditions[0]?.raw).toBe('DLE EOT 1A 16 12 12');
  });

  test('a hot head within a ticket is waited for: it cools down by itself', async () => {
    await using r = await rig({ simulator: { dotsPerSecond: 4000 } });
    await r.printer.ready(command('ready'));
    const printing = r.printer.print(sampleTicket, command('op-1'));
    await until(() => r.simulator.state().firstByteAt !== null);
    r.simulator.apply('head-hot');
    await until(() => r.printer.status().conditions[0]?.code === 'head.hot');
    r.simulator.apply('normal');
    await expect(printing).resolves.toEqual({ confirmation: 'printed' });
    expect(r.printer.statistics()).toMatchObject({ MaximumTempReachedCount: 1 });
  });
});

describe('after a ticket that broke off', () => {
  test('the rest of it never comes out, and the next ticket stands alone', async () => {
    await using r = await rig({ preset: 'paper-out-mid-ticket', simulator: { dotsPerSecond: 4000 } });
    await r.printer.ready(command('ready'));
    await expect(r.printer.print(sampleTicket, command('op-1'))).rejects.toMatchObject({ effect: 'partial' });
    expect(r.simulator.state().bytesBuffered).toBe(0);
    r.simulator.apply('normal');
    await r.printer.print(short, command('op-2'));
    const [remnant, next, ...more] = r.simulator.tickets();
    expect(remnant).toMatchObject({ processId: null, qr: [] });
    expect(next?.lines).toEqual(['样例乙']);
    expect(more).toEqual([]);
  });

  test('the line went with it: what the printer has not printed by then is thrown away on the new line', async () => {
    await using r = await rig({ preset: 'unplug-mid-ticket', simulator: { dotsPerSecond: 200 } });
    await r.printer.ready(command('ready'));
    await expect(r.printer.print(sampleTicket, command('op-1'))).rejects.toMatchObject({ retry: 'never' });
    await r.printer.ready(command('ready again'));
    await r.printer.print(short, command('op-2'));
    expect(r.simulator.tickets().at(-1)?.lines).toEqual(['样例乙']);
    expect(r.simulator.tickets().filter(({ processId }) => processId !== null)).toHaveLength(1);
  });

  test('a printer that cannot throw it away prints the rest, cut off from the next ticket', async () => {
    const profile = { ...generic80, clearBuffers: false };
    await using r = await rig({
      profile,
      preset: 'paper-out-mid-ticket',
      simulator: { dotsPerSecond: 4000 },
    });
    await r.printer.ready(command('ready'));
    await expect(r.printer.print(sampleTicket, command('op-1'))).rejects.toMatchObject({ effect: 'partial' });
    r.simulator.apply('normal');
    await r.printer.print(short, command('op-2'));
    expect(r.simulator.tickets().at(-1)?.lines).toEqual(['样例乙']);
  });

  test('power fails: what is left uncut is cut off before the next ticket', async () => {
    await using r = await rig({ preset: 'power-cycle-mid-ticket', simulator: { dotsPerSecond: 4000 } });
    await r.printer.ready(command('ready'));
    await expect(r.printer.print(sampleTicket, command('op-1'))).rejects.toMatchObject({
      code: 'disconnected',
      condition: 'device.gone',
      retry: 'never',
    });
    await until(() => r.printer.status().device === 'online');
    await r.printer.print(short, command('op-2'));
    expect(r.simulator.tickets()).toHaveLength(2);
    expect(r.simulator.tickets()[0]?.lines.length).toBeLessThan(5);
    expect(r.simulator.tickets()[1]?.lines).toEqual(['样例乙']);
  });

  test('cable pulled: unknown or partial, and the printer is found again by itself', async () => {
    await using r = await rig({
      preset: 'unplug-mid-ticket',
      simulator: { dotsPerSecond: 4000, baudRate: 115_200 },
    });
    await r.printer.ready(command('ready'));
    const error: unknown = await r.printer
      .print(sampleTicket, command('op-1'))
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'disconnected', condition: 'device.gone', retry: 'never' });
    expect(['partial', 'unknown']).toContain((error as { effect: string }).effect);
    expect(r.printer.status()).toMatchObject({ link: 'lost', summary: 'unavailable' });
    await r.printer.ready(command('ready'));
    // The printer still sits within a command of the broken ticket; the next one must be whole all the same.
    await r.printer.print(short, command('op-2'));
    expect(r.simulator.tickets().at(-1)).toMatchObject({ lines: ['样例乙'], unknown: [] });
  });
});

describe('what is known of a ticket that was not confirmed', () => {
  const underway = async (preset?: string) => {
    const r = await rig({ line: atWireSpeed(4), ...(preset ? { preset } : {}) });
    await r.printer.ready(command('ready'));
    // The greeting has left as well.
    await until(() => r.simulator.state().bytesReceived > 1024);
    return r;
  };

  test('deadline while sending: partial', async () => {
    await using r = await underway();
    await expect(r.printer.print(sampleTicket, command('op-1', 250))).rejects.toMatchObject({
      code: 'timeout',
      effect: 'partial',
      retry: 'never',
    });
  });

  test('line lost while sending: partial', async () => {
    await using r = await underway();
    const printing = r.printer.print(sampleTicket, command('op-1'));
    printing.catch(() => {});
    await until(() => r.simulator.state().firstByteAt !== null);
    r.listening.unplug();
    await expect(printing).rejects.toMatchObject({ code: 'disconnected', effect: 'partial', retry: 'never' });
  });

  test('line lost when everything was sent: unknown', async () => {
    await using r = await underway('no-process-id-support');
    const printing = r.printer.print(short, command('op-1'));
    printing.catch(() => {});
    await until(() => r.simulator.tickets().length === 1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    r.listening.unplug();
    await expect(printing).rejects.toMatchObject({ code: 'disconnected', effect: 'unknown', retry: 'never' });
  });
});

test('a host that died within a picture leaves a printer that waits for the rest of it; the next ticket is whole', async () => {
  await using r = await rig();
  await r.printer.ready(command('ready'));
  await r.printer.close();
  await until(() => !r.simulator.state().connected);
  if (r.listening.address.kind !== 'tcp') throw new Error('asked for tcp');
  const dying = connect(r.listening.address.port, '127.0.0.1');
  // 14 rows of 72 bytes are announced, one byte of them comes.
  dying.end(Uint8Array.of(0x1b, 0x40, 0x1d, 0x76, 0x30, 0, 72, 0, 14, 0, 0xff));
  await once(dying, 'close');
  const next = r.another();
  await next.ready(command('ready'));
  await next.print(short, command('op-2'));
  expect(r.simulator.tickets()[0]).toMatchObject({ lines: ['样例乙'], unknown: [], cut: 'partial' });
});

describe('noise on an idle line', () => {
  const noisy = async (profile = generic80) => {
    let hear: (bytes: Uint8Array) => void = () => {};
    const r = await rig({
      profile,
      line: (open) => async (signal) => {
        const transport = await open(signal);
        return {
          ...transport,
          onData(listener) {
            hear = listener;
            transport.onData(listener);
          },
        };
      },
    });
    await r.printer.ready(command('ready'));
    return { ...r, hear: (...bytes: number[]) => hear(Uint8Array.from(bytes)) };
  };

  test('that reads as XOFF does not keep a printer that is well from printing', async () => {
    await using r = await noisy();
    r.hear(0x13);
    await expect(r.printer.print(short, command('op-1'))).resolves.toEqual({ confirmation: 'printed' });
  });

  test('that reads as the beginning of a message takes nothing from a later one', async () => {
    await using r = await noisy({ ...generic80, status: { ...generic80.status, pollMs: 600 } });
    await r.printer.print(short, command('op-1'));
    // The first three of four bytes of automatic status: a fault, had a fourth come.
    r.hear(0x10, 0x20, 0x00);
    const before = r.simulator.state().bytesReceived;
    // Two signs of life later, 12 bytes each.
    await until(() => r.simulator.state().bytesReceived === before + 24);
    r.hear(0x00);
    expect(r.printer.status().conditions).toEqual([]);
  });
});

describe('a printer that says nothing', () => {
  test('never was there: refused at once', async () => {
    await using r = await rig();
    r.listening.plug(false);
    await r.printer.close();
    await expect(r.printer.print(short, command('op-1'))).rejects.toMatchObject({ effect: 'none' });
  });

  test('silent from the start: connected, but not ready, and told apart from a missing one', async () => {
    await using r = await rig({ preset: 'silent' });
    await expect(r.printer.ready(command('ready', 1500))).rejects.toMatchObject({
      condition: 'device.silent',
    });
    expect(r.printer.status()).toMatchObject({ link: 'up', device: 'offline', summary: 'unavailable' });
    expect(r.printer.status().conditions[0]?.code).toBe('device.silent');
    r.simulator.apply('normal');
    await r.printer.ready(command('ready', 5000));
    expect(r.printer.status()).toMatchObject({ conditions: [], summary: 'ready' });
  });

  test('fell silent since: refused before the first byte', async () => {
    await using r = await rig();
    await r.printer.ready(command('ready'));
    r.simulator.apply('silent');
    await expect(r.printer.print(short, command('op-1'))).rejects.toMatchObject({
      code: 'timeout',
      condition: 'device.silent',
      effect: 'none',
      retry: 'afterFix',
    });
  });

  test('stalled: waits for XON until the deadline, and has printed nothing', async () => {
    await using r = await rig();
    await r.printer.ready(command('ready'));
    r.simulator.apply('stalled');
    await expect(r.printer.print(short, command('op-1', 600))).rejects.toMatchObject({
      code: 'timeout',
      effect: 'none',
    });
    r.simulator.apply('normal');
    await expect(r.printer.print(short, command('op-2'))).resolves.toEqual({ confirmation: 'printed' });
  });

  test('stalled in the middle: partial or unknown at the deadline', async () => {
    await using r = await rig({ simulator: { dotsPerSecond: 4000 } });
    await r.printer.ready(command('ready'));
    const printing = r.printer.print(sampleTicket, command('op-1', 900));
    printing.catch(() => {});
    await until(() => r.simulator.state().firstByteAt !== null);
    r.simulator.apply('stalled');
    await expect(printing).rejects.toMatchObject({ code: 'timeout', retry: 'never' });
  });
});
