import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { transform } from 'receiptline';
import { describe, expect, test } from 'vitest';
import kpm from '../../assets/printer-profiles/custom-kpm216.json' with { type: 'json' };
import pmu from '../../assets/printer-profiles/citizen-pmu2300iii.json' with { type: 'json' };
import ppu from '../../assets/printer-profiles/citizen-ppu-231ii.json' with { type: 'json' };
import tptcm from '../../assets/printer-profiles/custom-tptcm112.json' with { type: 'json' };
import vkp from '../../assets/printer-profiles/custom-vkp80iii.json' with { type: 'json' };
import { concatBytes } from './bytes.ts';
import { encodeTicket } from './encode-ticket.ts';
import { type PrinterProfile, parsePrinterProfile } from './profile.ts';
import { fonts, generic80, rig, sampleTicket, until } from './test-rig.ts';
import { inWireOrder } from './wire-order.ts';

/** One command as npos splits the bytes; STX stands for a run of text. */
interface Node {
  ascii: string;
  fn: string;
  offset: number;
  length: number;
}
type Rules = Record<number, Record<string, unknown>>;
const npos = createRequire(import.meta.url)('npos') as {
  rules: Rules;
  parser(rules: Rules): { parse(bytes: Buffer): Promise<{ error?: Error; tree: Node[] | null }> };
};
const FS = 0x1c;
const GS = 0x1d;
/** What npos 0.1.19 does not know, by the makers' manuals: QR codes, presenters. */
const rules: Rules = {
  ...npos.rules,
  [FS]: { ...npos.rules[FS], P: 4 },
  [GS]: { ...npos.rules[GS], '(k': [0, 'd16'], 'e\x03': 1, e: 1, 'R\x31': 1, R: 1 },
};

async function read(bytes: Buffer): Promise<Node[]> {
  const { error, tree } = await npos.parser(rules).parse(bytes);
  if (error) throw error;
  return tree ?? [];
}

const before = { unfinished: true, atMouth: false };
async function sent(profile: PrinterProfile): Promise<Buffer> {
  const encoded = await encodeTicket(sampleTicket, profile, fonts);
  return Buffer.from(concatBytes(inWireOrder(encoded, 'ABCD', before, profile)));
}

describe('npos reads what is sent', () => {
  test.each([
    ['generic-80mm', generic80, [['GS', 'V']]],
    // One cut for the half ticket before, one for this one.
    ['custom-vkp80iii', vkp, [['FS', 'P']]],
    [
      'custom-kpm216',
      kpm,
      [
        ['GS', 'V'],
        ['GS', 'e\x03'],
      ],
    ],
    [
      'custom-tptcm112',
      tptcm,
      [
        ['GS', 'V'],
        ['GS', 'e'],
      ],
    ],
    ['citizen-ppu-231ii', ppu, [['GS', 'V']]],
    ['citizen-pmu2300iii', pmu, [['GS', 'V']]],
  ] as const)('%s: every command, to the last byte, and the same text', async (_name, json, end) => {
    const profile = json === generic80 ? generic80 : parsePrinterProfile(json);
    const bytes = await sent(profile);
    const tree = await read(bytes);
    expect(tree.reduce((sum, { length }) => sum + length, 0)).toBe(bytes.length);
    const commands = tree.map(({ ascii, fn }) => [ascii, fn]);
    const fence = profile.fence === 'process-id' ? ['GS', '(H'] : ['GS', 'r'];
    expect(commands.slice(-1 - end.length)).toEqual([...end, fence]);
    expect(commands.slice(0, 1)).toEqual([['ESC', '@']]);
    expect(commands).toContainEqual(['GS', 'v0']);
    expect(commands.filter(([, fn]) => fn === '(k')).toHaveLength(5);
    const text = tree
      .filter(({ ascii }) => ascii === 'STX')
      .map(({ offset, length }) => new TextDecoder('gb18030').decode(bytes.subarray(offset, offset + length)))
      .join('');
    expect(text).toContain('示例市政务服务中心\n');
    expect(text).toContain('A012\n');
    expect(text).toContain('前面等候 Ahead of you    3 人\n');
  });

  test.each([
    ['custom-vkp80iii', vkp, '1d65 02'],
    ['custom-kpm216', kpm, '1d65 02'],
    ['custom-tptcm112', tptcm, '1d65 05'],
    ['citizen-pmu2300iii', pmu, '1d52 30'],
  ] as const)(
    '%s: half a ticket before it is cut off and out of the way first',
    async (_name, json, command) => {
      const bytes = await sent(parsePrinterProfile(json));
      const tree = await read(bytes);
      const cut = tree.findIndex(({ ascii, fn }) => ascii === 'GS' && fn === 'V');
      const next = tree[cut + 1];
      if (!next) throw new Error('nothing behind the cut');
      const wanted = Buffer.from(command.replaceAll(' ', ''), 'hex');
      expect(bytes.subarray(next.offset, next.offset + next.length)).toEqual(wanted);
      expect(tree.slice(0, cut).map(({ ascii }) => ascii)).not.toContain('STX');
    },
  );
});

test('what receiptline sends comes out of a printer with a presenter', async () => {
  await using r = await rig({ profile: parsePrinterProfile(ppu) });
  await r.printer.close();
  const { address } = r.listening;
  if (address.kind !== 'tcp') throw new Error('asked for tcp');
  const receipt = '政务服务中心\n样例甲 A012\n';
  const bytes = transform(receipt, { cpl: 48, encoding: 'gb18030', command: 'generic', cutting: true });
  const socket = connect(address.port, '127.0.0.1');
  socket.write(Buffer.from(bytes, 'latin1'));
  await until(() => r.simulator.state().presenter?.atMouth === true);
  socket.destroy();
  const [ticket] = r.simulator.tickets();
  expect(ticket?.lines.map((line) => line.trim())).toEqual(
    expect.arrayContaining(['政务服务中心', '样例甲 A012']),
  );
});
