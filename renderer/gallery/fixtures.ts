import { type Problem, problems } from '../../contract/problem.ts';
import type {
  BusinessView,
  ClosedView,
  ItemView,
  PersonView,
  Screen,
  Step,
  TicketView,
} from '../../contract/view.ts';
import { serviceFixtures } from './service-fixtures.ts';

export interface GalleryFixture {
  /** Stable: tests and links name it. */
  name: string;
  /** Of the flow that it belongs to; the queue's where none are named. */
  steps?: readonly Step[];
  step: Step | null;
  screen: Screen;
}

const queue: ItemView = {
  id: 'queue-ticket',
  name: { 'zh-CN': '取号', en: 'Take a number' },
  summary: { 'zh-CN': '办理窗口业务，先取一个排队号。', en: 'Queue for any counter in this hall.' },
  unavailable: null,
  later: false,
};
const more: ItemView[] = [
  [
    'certificate',
    '打印证明',
    'Print a certificate',
    '户籍、社保、不动产等证明。',
    'Residence, insurance, property.',
  ],
  ['photo', '证件照', 'ID photo', '拍照并保存到您的档案。', 'Take a photo for your documents.'],
  ['application', '申请事项', 'Apply', '填写并提交申请。', 'Fill in and file an application.'],
  ['question', '咨询', 'Ask a question', '了解需要的材料和时间。', 'What to bring and how long it takes.'],
  ['rating', '评价服务', 'Rate us', '告诉我们做得怎么样。', 'Tell us how we did.'],
  ['progress', '查进度', 'Check progress', '查询已交的申请。', 'See how your application is doing.'],
].map(([id = '', zh = '', en = '', zhSummary = '', enSummary = '']) => ({
  id,
  name: { 'zh-CN': zh, en },
  summary: { 'zh-CN': zhSummary, en: enSummary },
  unavailable: null,
  later: false,
}));

export const businesses: BusinessView[] = (
  [
    [
      'household',
      'A',
      '户籍业务',
      'Household registration',
      '迁入迁出、出生、变更登记',
      'Moving, births, changes',
      10,
      3,
    ],
    [
      'social',
      'B',
      '社会保险',
      'Social insurance',
      '参保、缴费、养老待遇',
      'Joining, paying, pensions',
      10,
      12,
    ],
    ['medical', 'C', '医疗保险', 'Medical insurance', '报销、异地就医备案', 'Claims, care elsewhere', 10, 0],
    [
      'estate',
      'D',
      '不动产登记',
      'Property registration',
      '过户、抵押、查档',
      'Transfers, mortgages, records',
      30,
      5,
    ],
    [
      'company',
      'E',
      '企业开办与变更登记',
      'Starting or changing a company',
      '设立、变更、注销',
      'New, changed, closed',
      30,
      1,
    ],
    ['tax', 'F', '个人办税', 'Personal tax', '申报、完税证明', 'Returns, certificates', 10, 128],
    ['transport', 'G', '交通运输', 'Transport', '驾驶证、行驶证', 'Driving and vehicle licences', 10, 2],
    ['welfare', 'H', '民政救助', 'Welfare', '低保、临时救助', 'Allowances, urgent help', 30, 4],
  ] as const
).map(([id, prefix, zh, en, zhSummary, enSummary, promiseMinutes, peopleAhead]) => ({
  id,
  prefix,
  name: { 'zh-CN': zh, en },
  summary: { 'zh-CN': zhSummary, en: enSummary },
  promiseMinutes,
  peopleAhead,
  unavailable: null,
}));
const [household, , , , company] = businesses as [
  BusinessView,
  BusinessView,
  BusinessView,
  BusinessView,
  BusinessView,
];

const masked: PersonView = { name: '样*甲', idNumber: '1101**********002X', revealed: false };
const revealed: PersonView = { name: '样例甲', idNumber: '11010519491231002X', revealed: true };
const rare: PersonView = { name: '㙦䶮𠮷', idNumber: '440524188001010014', revealed: true };
/** As long as a foreigner's permanent residence card prints it. */
const long: PersonView = {
  name: 'SAMPLE-PERSON, MARIA ALEXANDRA THEODORA',
  idNumber: '932682198501010017',
  revealed: true,
};

const ticket: TicketView = {
  number: 'A012',
  business: household.name,
  promiseMinutes: 10,
  peopleAhead: 3,
  takenAt: '14:05',
};

const cardProblems = problems.filter(
  (problem) =>
    problem.startsWith('card-') ||
    problem.startsWith('code-') ||
    problem === 'reader-unavailable' ||
    problem === 'scanner-unavailable',
);
const printProblems = problems.filter(
  (problem) => problem.startsWith('printer-') || problem === 'kiosk-fault',
);
const since = '2026-05-06T08:30:00.000Z';
const withoutCard = (items: BusinessView[]): BusinessView[] =>
  items.map((item, index) => (index % 3 === 0 ? { ...item, unavailable: 'needs-card' } : item));

const closed: ClosedView = {
  reason: { 'zh-CN': '现在不受理，2026-11-26 08:30 起可办', en: 'Closed now. Opens 2026-11-26 08:30' },
  elsewhere: {
    'zh-CN': '最近可办：样例街道事务受理中心，样例路 1 号（0.8 公里）',
    en: 'Nearest: Sample Street Service Centre, 1 Sample Road (0.8 km)',
  },
};

/** Looking through the items: all, a theme, a search that finds something and one that does not. */
function browseFixtures(items: readonly ItemView[], why: ClosedView): GalleryFixture[] {
  const themes = items.map(({ id, name }, index) => ({ id, name, count: index * 7 + 1 }));
  const browse = { name: 'browse', themes, theme: null, text: '', from: 0 } as const;
  const far = items.map((item, index) => ({
    ...item,
    unavailable: index % 3 === 2 ? why : null,
    later: index % 3 === 1,
  }));
  return [
    outside('browse', { ...browse, items: far, total: 3000 }),
    outside('browse-theme', { ...browse, theme: themes[1]?.id ?? null, items: far, from: 12, total: 40 }),
    outside('browse-found', { ...browse, text: 'sb', items: far.slice(0, 2), total: 2 }),
    outside('browse-none', { ...browse, text: 'xyz', items: [], total: 0 }),
  ];
}

const outside = (name: string, screen: Screen): GalleryFixture => ({ name, step: null, screen });
const at = (step: Step, name: string, screen: Screen): GalleryFixture => ({ name, step, screen });

/** Every screen, every phase, every problem. */
export const galleryFixtures: readonly GalleryFixture[] = [
  outside('starting', { name: 'starting' }),
  outside('attract', { name: 'attract', items: [queue], total: 1 }),
  outside('attract-many', { name: 'attract', items: [queue, ...more], total: 3000 }),
  outside('attract-closed', {
    name: 'attract',
    items: [queue, ...more.map((item) => ({ ...item, unavailable: closed }))],
    total: 14,
  }),
  ...browseFixtures([queue, ...more], closed),
  ...problems.map((problem: Problem) =>
    outside(`attract-${problem}`, { name: 'attract', items: [{ ...queue, unavailable: problem }], total: 1 }),
  ),
  ...problems.map((problem: Problem) =>
    outside(`out-of-service-${problem}`, { name: 'out-of-service', problem, since }),
  ),
  at('identify', 'identify', { name: 'identify', phase: 'waiting', ways: ['card'], canSkip: true }),
  at('identify', 'identify-required', {
    name: 'identify',
    phase: 'waiting',
    ways: ['card'],
    canSkip: false,
  }),
  at('identify', 'identify-reading', {
    name: 'identify',
    phase: 'reading',
    ways: ['card'],
    canSkip: false,
  }),
  at('identify', 'identify-checking', {
    name: 'identify',
    phase: 'checking',
    ways: ['card', 'code'],
    canSkip: false,
  }),
  ...([['code'], ['card', 'code'], ['card', 'code', 'receipt'], ['code', 'receipt']] as const).map((ways) =>
    at('identify', `identify-${ways.join('-')}`, { name: 'identify', phase: 'waiting', ways, canSkip: true }),
  ),
  ...[...cardProblems, 'kiosk-fault' as const].map((problem) =>
    at('identify', `identify-${problem}`, {
      name: 'identify-problem',
      problem,
      ways: ['card', 'code'],
      canRetry: problem !== 'card-expired' && !problem.startsWith('code-'),
      canSkip: true,
    }),
  ),
  at('identify', 'identify-problem-stop-only', {
    name: 'identify-problem',
    problem: 'card-invalid',
    ways: ['card'],
    canRetry: false,
    canSkip: false,
  }),
  at('choose', 'choose', { name: 'choose', person: masked, businesses: businesses.slice(0, 6) }),
  at('choose', 'choose-few', { name: 'choose', person: masked, businesses: businesses.slice(0, 2) }),
  at('choose', 'choose-many', { name: 'choose', person: masked, businesses }),
  at('choose', 'choose-revealed', { name: 'choose', person: revealed, businesses: businesses.slice(0, 6) }),
  at('choose', 'choose-rare-name', { name: 'choose', person: rare, businesses: businesses.slice(0, 6) }),
  at('choose', 'choose-long-name', { name: 'choose', person: long, businesses: businesses.slice(0, 6) }),
  at('choose', 'choose-without-card', {
    name: 'choose',
    person: null,
    businesses: withoutCard(businesses.slice(0, 6)),
  }),
  at('confirm', 'confirm', { name: 'confirm', person: masked, business: household }),
  at('confirm', 'confirm-long', { name: 'confirm', person: long, business: company }),
  at('confirm', 'confirm-without-card', { name: 'confirm', person: null, business: household }),
  at('take', 'issuing-numbering', { name: 'issuing', business: household, number: null }),
  at('take', 'issuing-printing', { name: 'issuing', business: household, number: 'A012' }),
  ...printProblems.map((problem) =>
    at('take', `print-${problem}`, { name: 'print-problem', problem, ticket, canRetry: true }),
  ),
  at('take', 'print-no-ticket', {
    name: 'print-problem',
    problem: 'kiosk-fault',
    ticket: null,
    canRetry: false,
  }),
  ...(['on-reader', 'taken', 'none'] as const).flatMap((card) =>
    (['printed', 'uncertain', 'none'] as const).map((outcome) =>
      at('take', `take-${card}-${outcome}`, {
        name: 'take',
        card,
        paper: 'ticket',
        outcome,
        ticket: outcome === 'none' ? null : ticket,
      }),
    ),
  ),
  ...(['on-reader', 'taken'] as const).flatMap((card) =>
    (['printed', 'uncertain'] as const).map((outcome) =>
      at('take', `take-pages-${card}-${outcome}`, { name: 'take', card, paper: 'a4', outcome, ticket: null }),
    ),
  ),
  at('take', 'thanks', { name: 'thanks', ticket }),
  at('take', 'thanks-without-ticket', { name: 'thanks', ticket: null }),
  outside('ending', { name: 'ending' }),
  ...serviceFixtures,
];
