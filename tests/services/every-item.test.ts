import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { catalogue } from '../../host/services/catalogue.ts';
import { inTheMorning } from '../support/in-the-morning.ts';
import { startKiosk, type TestKiosk } from '../support/kiosk.ts';
import { pointOf, visit, type Visit } from '../support/service-citizen.ts';

/** Every service item, whole: a kiosk with its devices and the simulated city, a card, and the paper in the hand. */

const timeouts = { idleMs: 20_000, warningMs: 20_000, takeMs: 3000, thanksMs: 1000 };

let kiosk: TestKiosk;
beforeAll(async () => {
  kiosk = await startKiosk({ timeouts }, { env: inTheMorning });
  await kiosk.screen.untilScreen('attract');
}, 30_000);
afterAll(() => kiosk.stop());

interface Case extends Visit {
  name: string;
  /** What stands on the paper. */
  says?: string;
  paper: 'a4' | 'ticket' | 'none';
}

const elder = 'citizen';
const worker = 'citizen-moved';
const fromAnhui = 'citizen-rare-name';

const cases: Case[] = [
  {
    name: 'contribution records',
    itemId: 'payment-record',
    card: worker,
    values: { insurances: ['pension', 'medical'], span: 'year' },
    paper: 'a4',
    says: '样例乙',
  },
  {
    name: 'a licence',
    itemId: 'licence-print',
    card: worker,
    values: { copies: '1' },
    paper: 'a4',
    says: '样例乙',
  },
  { name: 'an appointment', itemId: 'appointment', card: worker, variant: 'book', paper: 'ticket' },
  {
    name: 'an appointment cancelled',
    itemId: 'appointment',
    card: worker,
    variant: 'cancel',
    paper: 'none',
  },
  { name: 'a paper code', itemId: 'offline-code', card: elder, variant: 'issue', paper: 'a4' },
  { name: 'the progress of a case', itemId: 'case-progress', card: worker, paper: 'ticket' },
  {
    name: 'the allowance for older people',
    itemId: 'elder-allowance',
    card: elder,
    values: { applicant: 'self', otherAllowance: 'none' },
    paper: 'a4',
    says: '样例甲',
  },
  // After the allowance: whoever has a benefit already cannot apply for it.
  { name: 'benefits', itemId: 'matching-benefits', card: elder, paper: 'none' },
  { name: 'a child is born', itemId: 'newborn', card: worker, values: { joinMedical: 'yes' }, paper: 'a4' },
  {
    name: 'a licence for a business',
    itemId: 'industry-licence',
    card: worker,
    variant: 'new',
    values: { areaSquareMetres: '60', sellsFood: 'yes' },
    paper: 'a4',
  },
  {
    name: 'care in another province',
    itemId: 'remote-care',
    card: fromAnhui,
    region: '340000',
    values: { from: '2026-12-01' },
    paper: 'a4',
    says: '样𠮷䶮',
  },
  {
    name: 'a record that is wrong',
    itemId: 'data-dispute',
    card: worker,
    values: { source: 'register', entry: '户籍地址', shownValue: '样例路一号' },
    paper: 'a4',
  },
];

it.each(cases)(
  '$name',
  async ({ paper, says, ...plan }) => {
    await visit(pointOf(kiosk), plan, ({ screen: { name } }) => name === 'attract');
    const { screen } = await visit(pointOf(kiosk), plan, ({ screen: { name } }) => {
      return name === 'result' || name === 'blocked' || name === 'service-problem';
    });
    expect(screen).toMatchObject({ name: 'result', paper: paper === 'none' ? 'none' : 'printed' });
    if (says !== undefined) {
      const pdf = await kiosk.bench.lastDocument('document-printer');
      const text = execFileSync('pdftotext', ['-', '-'], {
        input: pdf ?? new Uint8Array(),
        encoding: 'utf8',
      });
      expect(text).toContain(says);
    }
    await visit(pointOf(kiosk), plan, ({ screen: { name } }) => name === 'attract');
    expect(kiosk.logged('session.ended').at(-1)?.fields).toMatchObject({ ending: 'finished' });
    for (const event of ['host.fault', 'log.field-refused', 'document.refused'])
      expect(kiosk.logged(event)).toEqual([]);
  },
  60_000,
);

it('no item is left out', () => {
  expect(new Set(cases.map(({ itemId }) => itemId))).toEqual(new Set(catalogue.map(({ id }) => id)));
});
