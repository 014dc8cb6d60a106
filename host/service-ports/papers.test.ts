/** What is on the pages, read by programs that share no code with ours. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRig, type Rig } from '../../platform/testing/rig.ts';
import type { CivicDocument } from '../documents/document.ts';
import { ReleaseDesk } from '../documents/release-desk.ts';
import { renderDocument } from '../documents/render.ts';
import { noPoppler, poppler } from '../documents/testing/poppler.ts';
import { faces } from '../documents/testing/typefaces.ts';
import { openItem } from '../services/catalogue.ts';
import type { RequestOrder } from './requests/asked.ts';
import { openCounter, orderOf } from './testing/counter.ts';
import { everyRequest } from './testing/every-request.ts';

let rig: Rig;
let counter: ReturnType<typeof openCounter>;
beforeEach(async () => {
  rig = await openRig();
  counter = openCounter(rig);
});
afterEach(() => rig.listening.close());

async function paperOf(order: RequestOrder) {
  const { requested, paper } = await counter.ask(order);
  if (paper?.on !== 'a4') throw new Error(JSON.stringify(requested));
  return paper;
}

async function documentOf(order: RequestOrder): Promise<CivicDocument> {
  return (await paperOf(order)).document;
}

/** Made and released as in a session, and read back. */
function printed(document: CivicDocument): { text: string; pages: number } {
  const session = { sessionId: 'session-1', subject: document.subject, key: new Uint8Array(32).fill(7) };
  const desk = new ReleaseDesk(session);
  const made = renderDocument(document, desk.order('job-1', document.kind), faces);
  expect(desk.release('job-1', made)).toEqual({ ok: true });
  return { text: poppler('pdftotext', made.pdf, '-layout'), pages: made.pages };
}

function requestFor(name: string) {
  const found = everyRequest.find((each) => each.name === name);
  if (!found) throw new Error(`no request for ${name}`);
  return found;
}

const onA4 = everyRequest.filter(({ paper }) => paper === 'a4').map(({ name }) => name);

describe.skipIf(noPoppler)(`a paper${noPoppler ? ` (needs ${noPoppler})` : ''}`, () => {
  describe.each(onA4)('of %s', (name) => {
    it.each([
      ['zh-CN', false],
      ['zh-CN', true],
      ['en', false],
      ['en', true],
    ] as const)(
      'in %s, large print %s, fits its sheets and shows whose it is',
      async (language, largePrint) => {
        const order = { ...(await requestFor(name).order(rig)), language, largePrint };
        const { document, copies } = await paperOf(order);
        expect(document.print).toBe(largePrint ? 'large' : 'normal');
        const { text, pages } = printed(document);
        const { atMost = 0 } = openItem(order.itemId).documents[0] ?? {};
        expect(pages * copies).toBeLessThanOrEqual(atMost);
        expect(text).toContain(document.number);
        expect(text).toContain(document.subject.name);
        const whole = document.kind === 'licence-copy';
        expect(text.includes(document.subject.idNumber)).toBe(whole);
      },
    );
  });

  it('a payment record has each month, the sums of each insurance, and how it is checked', async () => {
    const person = rig.person('样例乙');
    const values = { insurances: ['pension', 'medical'], span: 'year' };
    const order = await orderOf(rig, 'payment-record', person, { values });
    const { requested } = await counter.ask(order);
    const { text } = printed(await documentOf(order));
    const months = Array.from({ length: 12 }, (_, index) =>
      index < 10 ? `2025-${String(index + 3).padStart(2, '0')}` : `2026-0${index - 9}`,
    );
    for (const month of months) expect(text.split(month).length - 1).toBeGreaterThanOrEqual(2);
    expect(text.match(/合计/g)).toHaveLength(2);
    expect(text).toContain('养老保险');
    expect(text).toContain('医疗保险');
    if (!requested.ok) throw new Error('not issued');
    const serial = requested.result.rows[0]?.value;
    expect(text).toContain(serial);
    expect(requested.result.qr?.text).toMatch(/^https:\/\/check\.platform\.example\/c\//);
    expect(text).toContain(requested.result.qr?.text);
  });

  it.each([
    ['three-years', false],
    ['three-years', true],
    ['all', false],
    ['all', true],
  ])('the longest payment record of %s, large print %s, fits its sheets', async (span, largePrint) => {
    // The oldest who still worked last month has the longest record.
    const worker = rig.simulator.city.people.find(({ birth }) => birth >= '1967' && birth < '1970');
    if (!worker) throw new Error('nobody has worked that long');
    const values = { insurances: ['pension', 'medical', 'unemployment', 'housing-fund'], span };
    const order = await orderOf(rig, 'payment-record', worker, { values });
    const { pages } = printed(await documentOf({ ...order, largePrint }));
    expect(pages).toBeLessThanOrEqual(openItem('payment-record').documents[0]?.atMost ?? 0);
  });

  it('an offline code is there four times, with its last day', async () => {
    const document = await documentOf(await requestFor('an offline code').order(rig));
    const codes = document.sections.find((section) => section.kind === 'codes')?.codes ?? [];
    expect(codes).toHaveLength(4);
    const { text } = printed(document);
    // 180 days from 4 March.
    expect(text.match(/有效期至 2026-08-31/g)).toHaveLength(4);
    expect(text).toContain('有效 180 天');
  });

  it('the receipt of a bundle names each department, and no word of what was filled in', async () => {
    const order = await requestFor('a bundle').order(rig);
    const { text } = printed(await documentOf(order));
    for (const { name, department } of openItem('newborn').parts) {
      expect(text).toContain(name['zh-CN']);
      expect(text).toContain(department['zh-CN']);
    }
    for (const field of ['childName', 'bankCard', 'phone', 'motherNumber'])
      expect(text).not.toContain(order.values[field]);
  });
});

describe('a slip', () => {
  it('of a check-in has number, people ahead and the promise in both languages', async () => {
    const { requested, paper } = await counter.ask(await requestFor('a check-in').order(rig));
    if (!requested.ok || paper?.on !== 'ticket') throw new Error(JSON.stringify(requested));
    const lines = paper.ticket.parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []));
    const number = requested.result.rows[0]?.value;
    expect(lines).toContain(number);
    expect(lines).toContain('承诺等候：10 分钟以内，即 12:10 前');
    expect(lines).toContain('Promised wait: up to 10 min, until 12:10');
  });

  it('of progress by a receipt says no item and no name', async () => {
    const order = await requestFor('progress by a receipt').order(rig);
    const { paper } = await counter.ask(order);
    const own = rig.simulator.city.cases.withReceipt(order.receipt ?? '');
    const said = JSON.stringify(paper);
    expect(said).toContain(own?.caseNumber);
    expect(said).not.toContain(own?.item.title['zh-CN']);
  });
});
