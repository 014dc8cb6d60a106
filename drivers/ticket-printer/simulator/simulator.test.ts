import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import ppu from '../../../assets/printer-profiles/citizen-ppu-231ii.json' with { type: 'json' };
import kpm from '../../../assets/printer-profiles/custom-kpm216.json' with { type: 'json' };
import tptcm from '../../../assets/printer-profiles/custom-tptcm112.json' with { type: 'json' };
import vkp from '../../../assets/printer-profiles/custom-vkp80iii.json' with { type: 'json' };
import { systemClock } from '../../contract/clock.ts';
import { listen } from '../../simulation/listen.ts';
import { type PrinterProfile, parsePrinterProfile } from '../profile.ts';
import { fonts, generic80, until } from '../test-rig.ts';
import { printerPresets } from './presets.ts';
import { TicketPrinterSimulator } from './simulator.ts';

/** A peer that writes bytes and collects what comes back. */
async function peer(
  options: {
    profile?: PrinterProfile;
    baudRate?: number;
    dotsPerSecond?: number;
    bufferBytes?: number;
  } = {},
) {
  const simulator = new TicketPrinterSimulator({
    profile: generic80,
    clock: systemClock,
    fonts,
    dotsPerSecond: 40_000,
    ...options,
  });
  const listening = await listen(
    simulator,
    { kind: 'tcp', port: 0 },
    { clock: systemClock, baudRate: null, chunks: 'natural' },
  );
  if (listening.address.kind !== 'tcp') throw new Error('asked for tcp');
  const socket = connect(listening.address.port, '127.0.0.1');
  const received: number[] = [];
  socket.on('data', (bytes: Buffer) => received.push(...bytes));
  await until(() => simulator.state().connected);
  return {
    simulator,
    received,
    say: (text: string) => socket.write(Buffer.from(text.replaceAll(' ', ''), 'hex')),
    /** The next `count` bytes that it says. */
    async hears(count: number): Promise<number[]> {
      await until(() => received.length >= count);
      return received.splice(0);
    },
    async [Symbol.asyncDispose]() {
      socket.destroy();
      await listening.close();
    },
  };
}

const everything = '1004 01 1004 02 1004 03 1004 04';

describe('status', () => {
  test.each([
    ['normal', [0x12, 0x12, 0x12, 0x12], [0x10, 0, 0, 0x0f]],
    ['paper-low', [0x12, 0x12, 0x12, 0x1e], [0x10, 0, 0x03, 0x0f]],
    ['paper-out', [0x1a, 0x32, 0x12, 0x7e], [0x18, 0, 0x0f, 0x0f]],
    ['cover-open', [0x1a, 0x16, 0x12, 0x12], [0x38, 0, 0, 0x0f]],
    ['cutter-fault', [0x1a, 0x52, 0x1a, 0x12], [0x18, 0x08, 0, 0x0f]],
    ['head-hot', [0x1a, 0x52, 0x52, 0x12], [0x18, 0x40, 0, 0x0f]],
    ['unrecoverable', [0x1a, 0x52, 0x32, 0x12], [0x18, 0x20, 0, 0x0f]],
    ['offline', [0x1a, 0x12, 0x12, 0x12], [0x18, 0, 0, 0x0f]],
  ])('%s, asked and automatic', async (preset, asked, automatic) => {
    await using p = await peer();
    p.simulator.apply(preset);
    p.say(everything);
    expect(await p.hears(4)).toEqual(asked);
    p.simulator.apply('normal');
    p.say('1d61 ff');
    expect(await p.hears(4)).toEqual([0x10, 0, 0, 0x0f]);
    p.simulator.apply(preset);
    // Told on a change only, and `normal` is none.
    expect(await p.hears(preset === 'normal' ? 0 : 4)).toEqual(preset === 'normal' ? [] : automatic);
  });

  test('DLE EOT is answered off-line, behind data that waits, and within picture data', async () => {
    await using p = await peer();
    p.simulator.apply('cover-open');
    p.say('41 42 0a 1004 01');
    expect(await p.hears(1)).toEqual([0x1a]);
    p.say('1d7630 00 0300 0100 1004 02');
    expect(await p.hears(1)).toEqual([0x16]);
    expect(p.simulator.tickets()).toHaveLength(0);
  });

  test('GS r comes in the order of the data, and only when it is reached', async () => {
    await using p = await peer({ dotsPerSecond: 200 });
    const started = performance.now();
    p.say('41 0a 1d72 01');
    expect(await p.hears(1)).toEqual([0]);
    // 34 dots at 200 a second.
    expect(performance.now() - started).toBeGreaterThan(140);
  });

  test('ESC @ ends automatic status', async () => {
    await using p = await peer();
    p.say('1d61 0e');
    expect(await p.hears(4)).toEqual([0x10, 0, 0, 0x0f]);
    p.say('1b40 1d4901');
    expect(await p.hears(1)).toEqual([0x20]);
    p.simulator.apply('paper-low');
    p.say('1004 04');
    expect(await p.hears(1)).toEqual([0x1e]);
  });
});

describe('process id', () => {
  test('is told when everything before it has been printed', async () => {
    await using p = await peer({ dotsPerSecond: 200 });
    const started = performance.now();
    p.say('41 0a 1d5642 00 1d2848 0600 3030 41424344');
    expect(await p.hears(7)).toEqual([0x37, 0x22, 0x41, 0x42, 0x43, 0x44, 0]);
    expect(performance.now() - started).toBeGreaterThan(600);
    expect(p.simulator.tickets()[0]).toMatchObject({ processId: 'ABCD', lines: ['A'] });
  });

  test('is not told while the printer is off-line, and comes when it goes on', async () => {
    await using p = await peer();
    p.simulator.apply('paper-out');
    p.say('41 0a 1d2848 0600 3030 41424344 1004 04');
    expect(await p.hears(1)).toEqual([0x7e]);
    p.simulator.apply('normal');
    expect(await p.hears(7)).toEqual([0x37, 0x22, 0x41, 0x42, 0x43, 0x44, 0]);
    expect(p.simulator.tickets()[0]).toMatchObject({ cut: 'none', lines: ['A'] });
  });
});

describe('what it understands', () => {
  test('Chinese only in Chinese mode, and then in pairs', async () => {
    await using p = await peer();
    p.say('bcd7 0a 1c26 bcd7 0a 1c2e bcd7 0a 1d5600');
    await until(() => p.simulator.tickets().length === 1);
    expect(p.simulator.tickets()[0]?.lines).toEqual(['¼×', '甲', '¼×']);
  });

  test('text that is too long goes on in the next line', async () => {
    await using p = await peer();
    p.say(`${'41'.repeat(50)} 0a 1d5600`);
    await until(() => p.simulator.tickets().length === 1);
    expect(p.simulator.tickets()[0]?.lines).toEqual(['A'.repeat(48), 'AA']);
  });

  test('what it does not understand is noted', async () => {
    await using p = await peer();
    p.say('1b7a 41 0a 42 1d763000 0100 0100 ff 0a 1d5600');
    await until(() => p.simulator.tickets().length === 1);
    expect(p.simulator.tickets()[0]).toMatchObject({
      unknown: ['1B 7A', 'raster within a line'],
      lines: ['A', 'B'],
    });
  });

  test('a command longer than the buffer', async () => {
    await using p = await peer({ bufferBytes: 256 });
    p.say(`1d763000 4800 1000 ${'aa'.repeat(72 * 16)} 1d5600`);
    await until(() => p.simulator.tickets().length === 1);
    expect(p.simulator.tickets()[0]?.items).toMatchObject([
      { kind: 'raster', widthDots: 576, heightDots: 16 },
    ]);
  });
});

describe('the wire', () => {
  test('takes bytes at the speed of the line', async () => {
    await using p = await peer({ baudRate: 9600 });
    const started = performance.now();
    p.say(`${'00'.repeat(192)} 1d4901`);
    expect(await p.hears(1)).toEqual([0x20]);
    // 195 bytes of ten bits.
    expect(performance.now() - started).toBeGreaterThan(195);
  });

  test('a full buffer sends XOFF and later XON', async () => {
    await using p = await peer({ bufferBytes: 512 });
    p.simulator.apply('offline');
    p.say('41'.repeat(400));
    expect(await p.hears(1)).toEqual([0x13]);
    expect(p.simulator.state()).toMatchObject({ held: true, bytesBuffered: 400 });
    p.simulator.apply('normal');
    expect(await p.hears(1)).toEqual([0x11]);
  });
});

describe('presenters', () => {
  test('full status of Custom: ticket in the output, and what else', async () => {
    await using p = await peer({ profile: parsePrinterProfile(vkp) });
    p.say('1004 14');
    expect(await p.hears(6)).toEqual([0x10, 0x0f, 0, 0, 0, 0]);
    p.say('41 0a 1c50 06 00 52 00');
    await until(() => p.simulator.state().presenter?.atMouth === true);
    expect(p.simulator.tickets()[0]).toMatchObject({ lines: ['A'], cut: 'full', unknown: [] });
    p.say('1004 14');
    expect(await p.hears(6)).toEqual([0x10, 0x0f, 0x20, 0, 0, 0]);
    p.simulator.apply('presenter-jam');
    p.say('1004 14');
    expect(await p.hears(6)).toEqual([0x10, 0x0f, 0x20, 0, 0x40, 0x80]);
    p.simulator.apply('paper-low');
    p.say('1004 14');
    expect(await p.hears(6)).toEqual([0x10, 0x0f, 0x24, 0, 0, 0]);
    // DLE EOT 1 to 4 as with every printer.
    p.say(everything);
    expect(await p.hears(4)).toEqual([0x12, 0x12, 0x12, 0x1e]);
  });

  test('a printer that is not of Custom does not know DLE EOT 20', async () => {
    await using p = await peer();
    p.say('1004 14 1004 01');
    expect(await p.hears(1)).toEqual([0x12]);
  });

  test('ejector of KPM216: present, status, retract, eject', async () => {
    await using p = await peer({ profile: parsePrinterProfile(kpm) });
    p.say('41 0a 1d564100 1d65 06');
    expect(await p.hears(1)).toEqual([0x04]);
    p.say('1d65 03 80 1d65 06');
    expect(await p.hears(1)).toEqual([0x0c]);
    p.say('1d65 02 1d65 06');
    expect(await p.hears(1)).toEqual([0x04]);
    p.say('42 0a 1d564100 1d65 03 80 1d65 05 1d65 06');
    expect(await p.hears(1)).toEqual([0x04]);
    expect(p.simulator.state().presenter).toEqual({
      atMouth: false,
      presented: 2,
      taken: 0,
      retracted: 1,
      ejected: 1,
    });
  });

  test('GS e 2 is no retract on TPTCM112: it is noted, and the ticket stays', async () => {
    await using p = await peer({ profile: parsePrinterProfile(tptcm) });
    p.say('41 0a 1d564100 1d65 00 1d65 02 1d65 06');
    expect(await p.hears(1)).toEqual([0x0c]);
    p.say('42 0a 1d564100');
    await until(() => p.simulator.tickets().length === 2);
    expect(p.simulator.tickets()[1]?.unknown).toEqual(['1D 65 02']);
  });

  test('the next ticket pushes out the one at the mouth; PPU-231II tells by bit 6', async () => {
    await using p = await peer({ profile: parsePrinterProfile(ppu) });
    p.say('41 0a 1d564200');
    await until(() => p.simulator.state().presenter?.atMouth === true);
    p.say('1004 04');
    expect(await p.hears(1)).toEqual([0x52]);
    p.say('42 0a 1d564200');
    await until(() => p.simulator.state().presenter?.presented === 2);
    expect(p.simulator.state().presenter).toMatchObject({ atMouth: true, ejected: 1 });
    p.simulator.apply('taken');
    p.simulator.apply('paper-out');
    p.say('1004 04');
    expect(await p.hears(1)).toEqual([0x3e]);
  });
});

test('every preset is described in both languages and can be set; an unknown one is refused', async () => {
  await using p = await peer();
  expect(new Set(printerPresets.map(({ name }) => name)).size).toBe(printerPresets.length);
  for (const { name, description } of printerPresets) {
    expect(description['zh-CN']).toMatch(/\p{Script=Han}/u);
    expect(description.en).toMatch(/^[A-Z][ -~]+$/);
    p.simulator.apply(name);
    expect(p.simulator.state().preset).toBe(name);
  }
  expect(() => p.simulator.apply('on-fire')).toThrow(RangeError);
});
