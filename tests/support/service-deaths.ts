import type { CityFault } from './city-control.ts';
import type { Visit } from './service-citizen.ts';

export interface Death {
  state: string;
  /** What has to be wrong for it. Taken back when it has been reached. */
  city?: CityFault[];
  /** Preset of the document printer, likewise. */
  printer?: string;
}

const at = (...states: string[]): Death[] => states.map((state) => ({ state }));
const down = (operation: string): CityFault[] => [{ operation, kind: 'unavailable', times: null }];

const records: Visit = {
  itemId: 'payment-record',
  card: 'citizen-moved',
  values: { insurances: ['pension'], span: 'year' },
};
const licence: Visit = { itemId: 'licence-print', card: 'citizen-moved', values: { copies: '1' } };
const allowance: Visit = {
  itemId: 'elder-allowance',
  values: { applicant: 'self', otherAllowance: 'none' },
};
const leaving: Visit = { ...allowance, pause: 'elsewhere' };
const dispute: Visit = { ...allowance, dispute: 'householdAddress' };

/**
 * Where the host dies in one visit, in the order in which the visit comes by, with a touch between any two. A session
 * is resumed three times and no more.
 */
export const serviceDeaths: readonly { plan: Visit; deaths: readonly Death[] }[] = [
  { plan: records, deaths: at('session: active.service', 'service: gathering', 'fill: field.checking') },
  { plan: records, deaths: at('service: consent', 'fill: field.ready', 'fill: review') },
  { plan: records, deaths: at('service: filling', 'fill: checking', 'finish: rating.asking') },
  { plan: records, deaths: at('finish: requesting', 'finish: rating.sending') },
  { plan: records, deaths: at('service: finishing', 'finish: result') },
  { plan: records, deaths: at('finish: printing', 'finish: rated') },
  {
    plan: records,
    deaths: [{ state: 'service: problem', city: down('identity.identify') }],
  },
  { plan: licence, deaths: at('fill: field.loading') },
  {
    plan: licence,
    deaths: [
      { state: 'fill: field.failed', city: down('licences.list') },
      { state: 'finish: notPrinted', printer: 'media-empty' },
    ],
  },
  // Too young, and known at once.
  {
    plan: { itemId: 'offline-code', card: 'citizen-moved' },
    deaths: at('service: variant', 'service: blocked'),
  },
  { plan: { itemId: 'matching-benefits' }, deaths: at('service: pick') },
  {
    plan: {
      itemId: 'remote-care',
      card: 'citizen-rare-name',
      region: '340000',
      values: { from: '2026-12-01' },
    },
    deaths: at('session: active.region', 'fill: sign.pad'),
  },
  { plan: allowance, deaths: at('fill: sign.sealing') },
  { plan: allowance, deaths: [{ state: 'fill: sign.failed', city: down('signing.signOnPad') }] },
  // Nobody applies for somebody else with their own card.
  {
    plan: { ...allowance, values: { ...allowance.values, applicant: 'agent' } },
    deaths: at('fill: blocked'),
  },
  { plan: dispute, deaths: at('fill: dispute.claim', 'fill: dispute.raising') },
  {
    plan: dispute,
    // While it only does not answer, what was said is kept for it.
    deaths: [
      {
        state: 'fill: dispute.failed',
        city: [{ operation: 'disputes.raise', kind: 'wrongPerson', times: null }],
      },
    ],
  },
  { plan: leaving, deaths: at('service: carrying', 'session: active.carried') },
  { plan: leaving, deaths: at('carry: offering', 'carried: redeeming') },
  { plan: leaving, deaths: at('carry: shown', 'carried: identifying') },
  { plan: leaving, deaths: at('carried: comparing') },
  {
    plan: { ...leaving, pause: 'here' },
    deaths: [{ state: 'carry: problem', city: down('handoffs.offer') }],
  },
  { plan: leaving, deaths: [{ state: 'carried: problem', city: down('handoffs.redeem') }] },
  // A pensioner pays nothing: the city says so.
  { plan: { ...records, card: 'citizen' }, deaths: at('finish: refused') },
];
