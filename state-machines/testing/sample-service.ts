import type { CarriedService } from '../carried-service.ts';
import type { Catalogue, CatalogueItem } from '../catalogue.ts';
import type { SessionItem } from '../ports.ts';
import type { FieldInfo, Gathered, Requested, ServiceInfo } from '../service/service.ts';

/** For tests: service items with every kind of step, and answers of a host that has nothing to complain about. */

const text = (zh: string, en: string) => ({ 'zh-CN': zh, en });

/** Two variants, a consent that is needed and one that is not, a form with a list of the city, a signature, paper. */
export const application: ServiceInfo = {
  flow: 'service',
  id: 'application',
  version: 'v1',
  name: text('样例申请', 'Sample application'),
  summary: text('样例', 'Sample'),
  identity: 'required',
  by: ['card'],
  regions: [],
  variants: [
    { id: 'new', name: text('新办', 'New'), summary: text('第一次', 'For the first time') },
    { id: 'change', name: text('变更', 'Change'), summary: text('已有', 'There is one') },
  ],
  consents: [
    { id: 'household', text: text('同意', 'I agree'), purpose: text('填表', 'To fill in'), required: true },
    { id: 'cases', text: text('同意', 'I agree'), purpose: text('查重', 'To compare'), required: false },
  ],
  form: true,
  pick: false,
  review: true,
  changes: true,
  sign: true,
  rating: true,
  paper: 'a4',
};

/** Nothing to fill in: each touch is a request. */
export const benefits: ServiceInfo = {
  ...application,
  id: 'benefits',
  variants: [],
  consents: [],
  form: false,
  pick: true,
  review: false,
  sign: false,
  paper: null,
};

/** The region first. */
export const elsewhere: ServiceInfo = {
  ...application,
  id: 'elsewhere',
  regions: [{ code: '320000', name: text('江苏', 'Jiangsu') }],
  variants: [],
  consents: [],
  sign: false,
};

const field = (id: string, change: Partial<FieldInfo> = {}): FieldInfo => ({
  id,
  label: text(id, id),
  hint: null,
  keyboard: 'pinyin',
  choices: [],
  choicesFromCity: false,
  several: false,
  required: true,
  masked: false,
  ...change,
});

const formFields = [
  field('address'),
  field('phone', { keyboard: 'phone' }),
  field('slot', { keyboard: 'choice', choicesFromCity: true }),
  field('card', { keyboard: 'digits-x', masked: true, required: false }),
];
export const fields = (itemId: string): readonly FieldInfo[] => (itemId === benefits.id ? [] : formFields);

export const gathered = {
  ok: true,
  subject: 'subject-0001',
  values: { address: '样例路一号', card: '6200000000000000' },
  sources: {
    address: { name: text('户籍', 'Household register'), since: '2020-01-01' },
    card: { name: text('社保卡', 'Bank'), since: null },
  },
  facts: { age: 70 },
  offered: [],
  faults: [],
} satisfies Gathered;

/** Of `application`, left when everything had been filled in. */
export const left: CarriedService = {
  itemId: application.id,
  itemVersion: application.version,
  region: null,
  variant: 'new',
  consents: { household: true, cases: false },
  values: { ...gathered.values, phone: '13900000000', slot: 'morning' },
  sources: gathered.sources,
  disputed: [],
};

export const offered: Gathered = {
  ...gathered,
  values: {},
  sources: {},
  offered: ['heating', 'transport'].map((id) => ({
    id,
    title: text(id, id),
    reason: text('符合', 'It fits'),
    amountFen: 10_000,
    taken: false,
  })),
};

export const requested: Requested = {
  ok: true,
  result: {
    headline: text('已受理', 'Received'),
    rows: [{ label: text('编号', 'Number'), value: 'C-1' }],
    stages: [],
    qr: null,
    sent: 'now',
  },
  prints: true,
  transaction: 'transaction-1',
};

export const unavailable = { ok: false, problem: 'city-unavailable', reason: null, retry: true } as const;
export const refused = {
  ok: false,
  problem: 'city-refused',
  reason: text('已有一件', 'There is one already'),
  retry: false,
} as const;

/** A catalogue of some items, each in a theme of its own name; what is in `closed` is not offered. */
export function catalogueOf(
  items: readonly SessionItem[],
  closed: ReadonlySet<string> = new Set(),
): Catalogue {
  const [first] = items;
  if (first === undefined) throw new Error('a kiosk needs an item');
  const why = { reason: text('缺纸', 'No paper'), elsewhere: text('街道中心', 'The community centre') };
  const shown = ({ id, name, summary }: SessionItem): CatalogueItem => ({
    id,
    name,
    summary,
    closed: closed.has(id) ? why : null,
    later: false,
  });
  return {
    first,
    home: () => items.slice(0, 6).map(shown),
    themes: () => items.map(({ id, name }) => ({ id, name, count: 1 })),
    list({ theme, text: typed, from }) {
      const found = items.filter(({ id }) => (theme === null || id === theme) && id.includes(typed));
      return { items: found.slice(from, from + 6).map(shown), total: found.length };
    },
    item: (id) => items.find((each) => each.id === id) ?? null,
    isOffered: (id) => !closed.has(id),
  };
}
