import { transform } from 'receiptline';
import { describe, expect, test } from 'vitest';
import kpm from '../../assets/printer-profiles/custom-kpm216.json' with { type: 'json' };
import vkp from '../../assets/printer-profiles/custom-vkp80iii.json' with { type: 'json' };
import tmT88 from '../../assets/printer-profiles/epson-tm-t88.json' with { type: 'json' };
import small from '../../assets/printer-profiles/generic-58mm.json' with { type: 'json' };
import type { Ticket, TicketPart } from '../contract/ticket-printer.ts';
import { concatBytes } from './bytes.ts';
import { encodeTicket } from './encode-ticket.ts';
import { type PrinterProfile, parsePrinterProfile } from './profile.ts';
import { nextCommand } from './simulator/parser.ts';
import { fonts, generic80, sampleTicket } from './test-rig.ts';

async function bytesOf(
  parts: TicketPart[],
  profile: PrinterProfile = generic80,
  cut: Ticket['cut'] = 'partial',
) {
  const { segments } = await encodeTicket({ parts, cut }, profile, fonts);
  return Buffer.from(concatBytes(segments));
}

const has = (bytes: Buffer, wanted: string) => bytes.includes(Buffer.from(wanted.replaceAll(' ', ''), 'hex'));

describe('text', () => {
  test('政务服务中心 in Chinese mode, byte for byte as GB 18030 has it', async () => {
    const bytes = await bytesOf([{ kind: 'text', text: '政务服务中心' }]);
    expect(has(bytes, '1c 26')).toBe(true);
    expect(has(bytes, 'd5fe cef1 b7fe cef1 d6d0 d0c4 0a')).toBe(true);
  });

  test.each(['政务服务中心', '取号时间 2026-01-05 09:30', '企业开办,请到 3–8 号窗口。', '样例甲'])(
    'the bytes of %s are those of receiptline, and an independent decoder reads them',
    async (text) => {
      const ours = await bytesOf([{ kind: 'text', text }]);
      const line = ours.subarray(ours.lastIndexOf(Buffer.from([0x1b, 0x33])) + 3, ours.lastIndexOf(0x0a));
      expect(new TextDecoder('gb18030').decode(line)).toBe(text);
      const theirs = transform(text, { cpl: 48, encoding: 'gb18030', command: 'escpos', cutting: false });
      expect(theirs).toContain(line.toString('latin1'));
    },
  );

  test('size, emphasis, alignment and leading of a line', async () => {
    const bytes = await bytesOf([
      { kind: 'text', text: 'A012', width: 4, height: 3, align: 'center', bold: true },
    ]);
    // 3×24 dots and 8 of leading.
    expect(has(bytes, '1b6101 1d2132 1b4501 1b3350 41303132 0a')).toBe(true);
  });

  test('leading in the finer motion units of a 180 dpi Epson', async () => {
    const bytes = await bytesOf([{ kind: 'text', text: 'A' }], parsePrinterProfile(tmT88));
    expect(has(bytes, '1b3340 41 0a')).toBe(true);
  });

  test('a wide line breaks at the columns that its size leaves', async () => {
    const bytes = await bytesOf([{ kind: 'text', text: 'A'.repeat(25), width: 2 }]);
    expect(has(bytes, `${'41'.repeat(24)} 0a`)).toBe(true);
  });

  test('a line with 𠮷 or 䶮 is drawn, on an empty line buffer, and the others are not', async () => {
    const bytes = await bytesOf([
      { kind: 'text', text: '甲' },
      { kind: 'text', text: '样例𠮷䶮' },
    ]);
    expect(has(bytes, 'bcd7 0a 1b6100 1d763000')).toBe(true);
    // 样例 stands nowhere as text.
    expect(has(bytes, 'd1f9')).toBe(false);
  });
});

describe('codes, pictures and the cut', () => {
  const qr: TicketPart = {
    kind: 'qr',
    data: 'https://example.gov.cn/t/A012',
    moduleSize: 6,
    errorCorrection: 'Q',
  };

  test('QR by GS ( k with Epson’s numbers', async () => {
    const bytes = await bytesOf([qr]);
    const data = Buffer.from('https://example.gov.cn/t/A012').toString('hex');
    expect(
      has(
        bytes,
        `1d286b0400314132 00 1d286b0300314306 1d286b0300314532 1d286b2000315030 ${data} 1d286b0300315130`,
      ),
    ).toBe(true);
  });

  test('QR with the numbers of the VKP80III', async () => {
    const bytes = await bytesOf([qr], parsePrinterProfile(vkp));
    expect(has(bytes, '1d286b0300314533')).toBe(true);
    expect(has(bytes, '1d286b2000315031')).toBe(true);
  });

  test('modules shrink until the code fits the paper; what cannot fit is refused before anything is sent', async () => {
    const long: TicketPart = {
      kind: 'qr',
      data: `https://example.gov.cn/${'a'.repeat(200)}`,
      moduleSize: 16,
    };
    const bytes = await bytesOf([long], parsePrinterProfile(small));
    // Version 11 at M: 61 modules and a border of one on each side, on 384 dots.
    expect(has(bytes, '1d286b0300314306')).toBe(true);
    await expect(bytesOf([{ kind: 'qr', data: 'a'.repeat(3000) }])).rejects.toMatchObject({
      code: 'invalidData',
      effect: 'none',
      retry: 'never',
    });
  });

  test('a picture is centred; one that does not fit or lies about its size is refused', async () => {
    const bits = new Uint8Array(8 * 2).fill(0xff);
    const bytes = await bytesOf([{ kind: 'image', widthDots: 64, heightDots: 2, bits }]);
    expect(has(bytes, `1d763000 2800 0200 ${'00'.repeat(32)} ${'ff'.repeat(8)}`)).toBe(true);
    await expect(bytesOf([{ kind: 'image', widthDots: 640, heightDots: 1, bits }])).rejects.toMatchObject({
      code: 'invalidData',
    });
    await expect(bytesOf([{ kind: 'image', widthDots: 64, heightDots: 9, bits }])).rejects.toMatchObject({
      code: 'invalidData',
    });
  });

  test.each([0, 9, 1.5])('a size of %s is refused', async (width) => {
    await expect(bytesOf([{ kind: 'text', text: 'A', width }])).rejects.toMatchObject({
      code: 'invalidData',
    });
  });

  test('the cut that the model has', async () => {
    expect(has(await bytesOf([]), '1d564200')).toBe(true);
    expect(has(await bytesOf([], generic80, 'full'), '1d564100')).toBe(true);
    expect(has(await bytesOf([], generic80, 'none'), '1d56')).toBe(false);
    // Cuts and presents in one.
    expect(has(await bytesOf([], parsePrinterProfile(vkp)), '1d56')).toBe(false);
    expect(has(await bytesOf([], parsePrinterProfile(vkp)), '1c5006005200')).toBe(true);
    expect(has(await bytesOf([], parsePrinterProfile(kpm)), '1d5641001d650380')).toBe(true);
  });
});

test('each segment of a ticket consists of whole commands', async () => {
  const { segments, lines, codes, cut } = await encodeTicket(sampleTicket, generic80, fonts);
  for (const segment of segments) {
    let rest = segment;
    while (rest.length > 0) {
      const parsed = nextCommand(rest, true);
      expect(parsed?.command.kind).not.toBe('unknown');
      rest = rest.subarray(parsed?.length ?? rest.length + 1);
    }
    expect(rest).toHaveLength(0);
  }
  expect({ lines, codes, cut }).toEqual({ lines: 14, codes: 1, cut: true });
});
