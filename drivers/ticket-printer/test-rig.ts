import { fileURLToPath } from 'node:url';
import generic from '../../assets/printer-profiles/generic-80mm.json' with { type: 'json' };
import { systemClock } from '../contract/clock.ts';
import type { Ticket } from '../contract/ticket-printer.ts';
import { type Listening, listen } from '../simulation/listen.ts';
import type { WireOptions } from '../simulation/simulator.ts';
import { transportFor } from '../transport/open.ts';
import type { OpenTransport } from '../transport/transport.ts';
import { EscPosPrinter } from './driver.ts';
import { bundledFonts } from './fonts.ts';
import { type PrinterProfile, parsePrinterProfile } from './profile.ts';
import { TicketPrinterSimulator } from './simulator/simulator.ts';
import type { TicketPrinterSimulatorOptions } from './simulator/state.ts';

export const fonts = bundledFonts(fileURLToPath(new URL('../..', import.meta.url)));
export const generic80 = parsePrinterProfile(generic);

export interface Rig extends AsyncDisposable {
  printer: EscPosPrinter;
  simulator: TicketPrinterSimulator;
  listening: Listening;
  /** A driver of another process run, on the same device, opened. */
  another(): EscPosPrinter;
}

/** A driver and a simulator on a real loopback socket; the simulator's paper is fast. */
export async function rig(
  options: {
    profile?: PrinterProfile;
    preset?: string;
    simulator?: Partial<TicketPrinterSimulatorOptions>;
    wire?: Partial<WireOptions>;
    /** Puts something between driver and line. */
    line?: (open: OpenTransport) => OpenTransport;
  } = {},
): Promise<Rig> {
  const profile = options.profile ?? generic80;
  const clock = systemClock;
  const simulator = new TicketPrinterSimulator({
    profile,
    clock,
    fonts,
    dotsPerSecond: 40_000,
    ...options.simulator,
  });
  if (options.preset) simulator.apply(options.preset);
  const wire: WireOptions = { clock, baudRate: null, chunks: 'natural', ...options.wire };
  const listening = await listen(simulator, { kind: 'tcp', port: 0 }, wire);
  if (listening.address.kind !== 'tcp') throw new Error('asked for tcp');
  const tcp = transportFor({ kind: 'tcp', host: '127.0.0.1', port: listening.address.port });
  const open = options.line ? options.line(tcp) : tcp;
  const printers: EscPosPrinter[] = [];
  const another = () => {
    const printer = new EscPosPrinter({ id: 'ticket', open, clock, profile, fonts });
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

/** A line whose writes take as long as the wire, as a serial port's do. */
export function atWireSpeed(bytesPerMs: number): (open: OpenTransport) => OpenTransport {
  return (open) => async (signal) => {
    const transport = await open(signal);
    return {
      ...transport,
      async write(bytes, aborted) {
        await transport.write(bytes, aborted);
        await new Promise((resolve) => setTimeout(resolve, bytes.length / bytesPerMs));
      },
    };
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

export const sampleTicket: Ticket = {
  parts: [
    { kind: 'text', text: '示例市政务服务中心', width: 2, height: 2, align: 'center' },
    { kind: 'text', text: '24 小时自助服务 · Self-service 24 h', align: 'center' },
    { kind: 'rule' },
    { kind: 'text', text: '您的号码 Your number', align: 'center' },
    { kind: 'text', text: 'A012', width: 5, height: 5, align: 'center', bold: true },
    { kind: 'feed', lines: 1 },
    { kind: 'text', text: '企业开办', width: 2, height: 2, align: 'center', bold: true },
    { kind: 'text', text: 'Starting a business', align: 'center' },
    { kind: 'rule' },
    { kind: 'text', text: '前面等候 Ahead of you    3 人' },
    { kind: 'text', text: '办理时限 Promised        30 分钟 minutes' },
    { kind: 'text', text: '取号时间 Taken at        2026-01-05 09:30' },
    { kind: 'text', text: '办理地点 Where           一楼 B 区 3–8 号窗口' },
    { kind: 'text', text: '办理人 Name              样例甲𠮷䶮' },
    { kind: 'rule' },
    { kind: 'text', text: '扫码查看排队进度 Scan to follow the queue', align: 'center' },
    { kind: 'qr', data: 'https://queue.example.gov.cn/t/A012?d=20260105', moduleSize: 6 },
    {
      kind: 'text',
      text: '过号请重新取号。Please take a new number if you miss your call.',
      align: 'center',
    },
  ],
  cut: 'partial',
};
