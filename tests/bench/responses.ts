import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Browser } from '@playwright/test';
import texts from '../../assets/locales/zh-CN.json' with { type: 'json' };
import { samCommands } from '../../drivers/id-card/sam-commands.ts';
import { encodeRequest, minReplyLength, SamFrameParser } from '../../drivers/id-card/sam-frame.ts';
import type { IdCardSimulator, SamTiming } from '../../drivers/id-card/simulator/simulator.ts';
import { type BarePage, serveBarePage } from './bare-page.ts';
import { now, pause } from './clock.ts';
import type { Figure } from './figure.ts';
import { firstBusiness, type HostRun, runHost } from './host-run.ts';
import { openBrowser, openPage, type TimedPage } from './page.ts';
import { type SimulatedDevices, simulateDevices, type Speed } from './simulated-devices.ts';
import { median, percentile } from './statistics.ts';

const warmUp = 10;
const sessions = 110;
const changesPerSession = 3;
const baudRate = 115_200;
/** Start, eight data bits, stop. */
const bitsPerByte = 10;

/** The real line; of the latencies only the long one of reading is cut short, as it is taken off again anyway. */
export const speed: Speed = {
  readerBaudRate: baudRate,
  readerLatency: { read: 100 },
  dotsPerSecond: 100_000,
};

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

export interface Samples {
  cardToName: number[];
  withPoll: number[];
  eventToPaint: number[];
  touchToByte: number[];
}
export const none = (): Samples => ({ cardToName: [], withPoll: [], eventToPaint: [], touchToByte: [] });

/** What a citizen feels: from the card to the name, from the touch to the printer, from the host to the eye. */
export async function measureResponses(progress: (line: string) => void): Promise<Figure[]> {
  const browser = await openBrowser();
  try {
    const product = await ofProduct(browser, progress);
    const bare = await ofBareProgram(browser);
    return figures(product, bare);
  } finally {
    await browser.close();
  }
}

async function ofProduct(browser: Browser, progress: (line: string) => void): Promise<Samples> {
  const devices = await simulateDevices(speed);
  const host = await runHost(devices.site);
  try {
    const timed = await openPage(browser, host.url);
    const samples = none();
    for (let session = 0; session < warmUp + sessions; session += 1) {
      if (session % 20 === 0) progress(`responses: session ${session} of ${warmUp + sessions}`);
      await oneSession(timed, host, devices, session < warmUp ? none() : samples);
    }
    await timed.page.close();
    return samples;
  } finally {
    await host.stop();
    await devices.close();
  }
}

export async function oneSession(
  timed: TimedPage,
  { screen }: HostRun,
  { reader, printer }: SimulatedDevices,
  samples: Samples,
): Promise<void> {
  // The devices live in this process: its garbage is not the product's.
  collect();
  // People do not come in step with the looks for a card.
  await pause(Math.random() * 150);
  const name = await timed.nextPaint('.person-name');
  reader.putCard(reader.cards[0]?.id ?? '');
  const named = await name();
  const timing = timingOf(reader);
  const spared = timing.latencyMs + wireMs(timing.replyBytes);
  samples.cardToName.push(named - wallOf(timing.findRequestedAt) - spared);
  samples.withPoll.push(named - wallOf(timing.putAt) - spared);

  const businessId = await firstBusiness(screen);
  for (let change = 0; change < changesPerSession; change += 1) {
    const toConfirm = change % 2 === 0;
    const paint = await timed.nextPaint(toConfirm ? '.sheet-main dd' : '.choice-name');
    const sent = now();
    const answer = screen.send(toConfirm ? { type: 'CHOOSE', businessId } : { type: 'BACK' });
    samples.eventToPaint.push((await paint()) - sent);
    if (!(await answer).accepted) throw new Error('the host did not accept the change of screen');
  }

  const button = timed.page.getByRole('button', { name: texts.screen.confirm.print });
  const box = await button.boundingBox();
  if (box === null) throw new Error('there is no button to print');
  const touch = await timed.nextTouch();
  await timed.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  const touched = await touch();
  await screen.untilScreen('take');
  const { firstByteAt } = printer.state();
  if (firstByteAt === null) throw new Error('nothing arrived at the printer');
  samples.touchToByte.push(wallOf(firstByteAt) - touched);

  reader.liftCard();
  await screen.until((view) => view.screen.name === 'take' && view.screen.card === 'taken');
  await screen.send({ type: 'DONE' });
  await screen.untilScreen('attract');
}

/** The same with nothing between the wires and a page that shows one paragraph. */
async function ofBareProgram(browser: Browser): Promise<Samples> {
  const devices = await simulateDevices(speed);
  const bare = await serveBarePage();
  const reader = connect({ host: '127.0.0.1', port: devices.readerPort, noDelay: true });
  const printer = connect({ host: '127.0.0.1', port: devices.printerPort, noDelay: true });
  await Promise.all([once(reader, 'connect'), once(printer, 'connect')]);
  try {
    const timed = await openPage(browser, bare.url);
    const samples = none();
    for (let turn = 0; turn < warmUp + sessions; turn += 1)
      await oneBareTurn(timed, bare, devices, { reader, printer }, turn < warmUp ? none() : samples);
    await timed.page.close();
    return samples;
  } finally {
    reader.destroy();
    printer.destroy();
    await bare.close();
    await devices.close();
  }
}

async function oneBareTurn(
  timed: TimedPage,
  bare: BarePage,
  devices: SimulatedDevices,
  wires: { reader: Socket; printer: Socket },
  samples: Samples,
): Promise<void> {
  collect();
  devices.reader.putCard(devices.reader.cards[0]?.id ?? '');
  const name = await timed.nextPaint('.shown');
  for (const command of ['find', 'select', 'read', 'newestAddress'] as const)
    await exchange(wires.reader, samCommands[command].code);
  bare.push('样例甲');
  const named = await name();
  const timing = timingOf(devices.reader);
  const spared = timing.latencyMs + wireMs(timing.replyBytes);
  samples.cardToName.push(named - wallOf(timing.findRequestedAt) - spared);
  samples.withPoll.push(named - wallOf(timing.putAt) - spared);

  for (let change = 0; change < changesPerSession; change += 1) {
    const paint = await timed.nextPaint('.shown');
    const sent = now();
    bare.push(`第 ${change} 页`);
    samples.eventToPaint.push((await paint()) - sent);
  }

  const before = devices.printer.state().firstByteAt;
  bare.onTouch = () => wires.printer.write(Uint8Array.of(0x1b, 0x40, 0x31, 0x0a, 0x1d, 0x56, 0x00));
  const touch = await timed.nextTouch();
  await timed.page.mouse.click(200, 200);
  const touched = await touch();
  while (devices.printer.state().firstByteAt === before) await pause(5);
  samples.touchToByte.push(wallOf(devices.printer.state().firstByteAt ?? 0) - touched);
}

function exchange(wire: Socket, code: readonly [number, number]): Promise<void> {
  const parser = new SamFrameParser(minReplyLength);
  return new Promise((resolve) => {
    const onData = (bytes: Buffer) => {
      if (!parser.push(bytes).some(({ kind }) => kind === 'frame')) return;
      wire.off('data', onData);
      resolve();
    };
    wire.on('data', onData);
    wire.write(encodeRequest(code));
  });
}

function timingOf(reader: IdCardSimulator): SamTiming {
  const { timing } = reader.state();
  if (timing === null) throw new Error('the reader has read no card');
  return timing;
}

const wallOf = (monotonic: number): number => performance.timeOrigin + monotonic;
const wireMs = (bytes: number): number => (bytes * bitsPerByte * 1000) / baudRate;

function figures(product: Samples, bare: Samples): Figure[] {
  const row = (
    key: keyof Samples,
    about: Pick<Figure, 'name' | 'what' | 'target'>,
    baseline: string,
  ): Figure => ({
    ...about,
    unit: 'ms',
    samples: product[key].length,
    median: median(product[key]),
    p99: percentile(product[key], 99),
    baseline: { what: baseline, median: median(bare[key]), p99: percentile(bare[key], 99) },
  });
  const painted = 'presented (Element Timing)';
  return [
    row(
      'cardToName',
      {
        name: 'card-to-name',
        what: `from the look that sees the card to the name ${painted}, less the replies' time on the wire at ${baudRate} baud and the simulator's configured latency`,
        target: { of: 'p99', atMost: 30 },
      },
      'a bare loop of the same four commands, then one paragraph painted',
    ),
    row(
      'withPoll',
      {
        name: 'card-to-name-with-poll',
        what: 'the same from the moment the card is laid down: with the pause between two looks (100 ms) and a look that was under way; a reader of this kind cannot announce a card',
        target: null,
      },
      'the same bare loop, which knows that the card is there',
    ),
    row(
      'touchToByte',
      {
        name: 'print-to-printer',
        what: 'from the touch on "print" (pointerup in the page) to the first byte of the ticket at the printer; number, journal and the question whether the printer is ready included; line not paced',
        target: { of: 'p99', atMost: 30 },
      },
      'a bare page, a socket, one write to the same printer',
    ),
    row(
      'eventToPaint',
      {
        name: 'event-to-paint',
        what: `from sending an accepted event to the host to the new screen's text ${painted}; choose and confirm in turn`,
        target: { of: 'p99', atMost: 33 },
      },
      'one paragraph pushed to a bare page',
    ),
  ];
}
