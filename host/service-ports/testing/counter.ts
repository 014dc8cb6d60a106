import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { Platform } from '../../../platform/open.ts';
import type { City } from '../../../platform/simulator/city/city.ts';
import type { Person } from '../../../platform/simulator/city/people.ts';
import { data } from '../../../platform/testing/expect-result.ts';
import type { Rig } from '../../../platform/testing/rig.ts';
import type { Values } from '../../../state-machines/service/service.ts';
import { Outbox } from '../../outbox/outbox.ts';
import type { PromisedTicket } from '../../store/promises.ts';
import { openStore } from '../../store/store.ts';
import { createGather } from '../gather.ts';
import { createRequest, type RequestOutcome } from '../request.ts';
import type { RequestOrder, RequestWorld } from '../requests/asked.ts';
import { asking, byCard } from './visitors.ts';

export const timeZone = 'Asia/Shanghai';
export const office = 'hongqiaoli';
const signal = new AbortController().signal;

/** Whoever imports this closes what it opened, after each test. */
const open = new Set<() => Promise<void>>();
afterEach(async () => {
  for (const close of open) await close();
  open.clear();
});

/** For tests: a kiosk at the simulated city, as it is after a start, with an outbox on a disk of its own. */
export function openCounter(rig: Rig) {
  const dataDir = mkdtempSync(join(tmpdir(), 'tongban-counter-'));
  const store = openStore({ dataDir, clock: rig.clock, timeZone, resetAt: '00:00' });
  const tickets: PromisedTicket[] = [];
  const outbox = new Outbox({
    table: store.outbox,
    platform: rig.platform(),
    secret: Buffer.alloc(32, 'what kiosk and city share'),
    clock: rig.clock,
    random: () => 0,
    log: { write: () => {} },
    busy: () => false,
  });
  outbox.start();
  open.add(async () => {
    await outbox.stop();
    store.close();
    rmSync(dataDir, { recursive: true });
  });
  const world = (): RequestWorld => ({
    platform: rig.platform(),
    timeZone,
    office,
    siteName: { 'zh-CN': '虹桥里社区服务点', en: 'Hongqiaoli Community Service Point' },
    outbox,
    watchTicket: (ticket) => tickets.push(ticket),
  });
  return {
    outbox,
    /** Given with a promise on them. */
    tickets,
    world,
    /** Everything that waits has gone out. */
    async settled(): Promise<void> {
      for (let look = 1; outbox.pending() > 0; look += 1) {
        if (look > 4000) throw new Error(`${outbox.pending()} entries wait`);
        await new Promise((resolve) => setTimeout(resolve, 2));
        // It waits for time, which goes in steps that leave an answer the time to come.
        if (look % 10 === 0) await rig.clock.hand.advance(1000);
      }
    },
    /** Each time by a kiosk that was started again: nothing is remembered but the order. */
    ask: (order: RequestOrder): Promise<RequestOutcome> => createRequest(world())(order, signal),
  };
}

let operations = 0;

/** Somebody who agrees to everything and has been gathered for, with what only they know. */
export async function orderOf(
  rig: Rig,
  itemId: string,
  person: Person,
  change: Partial<RequestOrder> & { values?: Values } = {},
): Promise<RequestOrder> {
  const { variant, region } = change;
  const who = asking(itemId, byCard(person), {
    ...(variant !== undefined && { variant }),
    ...(region !== undefined && { region }),
  });
  const world = { platform: rig.platform(), clock: rig.clock, timeZone };
  const gathered = await createGather(world)(who, signal);
  if (!gathered.ok) throw new Error(`nothing gathered: ${gathered.problem}`);
  operations += 1;
  return {
    ...who,
    opId: `00000000000000c0-${operations}`,
    subject: gathered.subject,
    facts: gathered.facts,
    picked: null,
    signature: null,
    language: 'zh-CN',
    largePrint: false,
    startedAt: rig.clock.now(),
    ...change,
    values: { ...gathered.values, ...change.values },
  };
}

/** How many numbered things the city makes in the meantime: cases, bookings, certificates, codes, tickets. */
export async function made(city: City, work: () => Promise<unknown>): Promise<number> {
  const number = () => Number(city.serial('ZZ').split('-').at(-1));
  const before = number();
  await work();
  return number() - before - 1;
}

export async function firstSlot(platform: Platform, item: string): Promise<{ day: string; slot: string }> {
  const { days } = data(await platform.bookings.slots({ office, item }));
  for (const { date, slots } of days) {
    const free = slots.find(({ left }) => left > 0);
    if (free) return { day: date, slot: free.slot };
  }
  throw new Error(`nothing free for ${item}`);
}
