import { type CarryScreen, carryProblems } from '../../contract/carry-view.ts';
import {
  type CityProblem,
  cityProblems,
  type FieldView,
  type ServiceScreen,
} from '../../contract/service-view.ts';
import { serviceSteps, type Step } from '../../contract/view.ts';
import type { GalleryFixture } from './fixtures.ts';
import {
  address,
  birthDate,
  certificate,
  childName,
  faults,
  filled,
  household,
  item,
  long,
  masked,
  motherNumber,
  notAfter,
  offered,
  parts,
  phone,
  receipt,
  sex,
  slot,
  text,
  warnings,
} from './service-samples.ts';

const at = (step: Step, name: string, screen: ServiceScreen | CarryScreen): GalleryFixture => ({
  name: `service-${name}`,
  steps: serviceSteps,
  step,
  screen,
});
const fieldAt = (name: string, shown: FieldView, loading = false): GalleryFixture =>
  at('fill', `field-${name}`, { name: 'field', item, field: shown, loading, position: 2, of: 5 });

/** Every screen of a service item, with what is hard about each. */
export const serviceFixtures: readonly GalleryFixture[] = [
  at('fill', 'region', {
    name: 'region',
    item,
    regions: [
      ['310000', '上海市', 'Shanghai'],
      ['320000', '江苏省', 'Jiangsu'],
      ['330000', '浙江省', 'Zhejiang'],
      ['340000', '安徽省', 'Anhui'],
    ].map(([code = '', zh = '', en = '']) => ({ code, name: text(zh, en) })),
  }),
  at('fill', 'variant', {
    name: 'variant',
    item: text('政务服务预约', 'Appointments'),
    person: masked,
    variants: [
      { id: 'book', name: text('预约', 'Book'), summary: text('选日期和时间', 'Choose a day and a time') },
      {
        id: 'check-in',
        name: text('签到取号', 'Check in'),
        summary: text('已经预约，今天到场', 'You have one for today'),
      },
      {
        id: 'cancel',
        name: text('取消预约', 'Cancel'),
        summary: text('来不了，让给别人', 'You cannot come'),
      },
    ],
  }),
  ...([true, false] as const).map((required) =>
    at('fill', required ? 'consent' : 'consent-optional', {
      name: 'consent',
      item,
      person: required ? masked : null,
      consent: {
        id: 'family',
        text: text(
          '我同意调取户籍登记、出生医学证明和市民主页信息',
          "You may fetch my household record, the birth certificate and my citizen's page",
        ),
        purpose: text('办理出生一件事', 'To do all that follows a birth'),
        required,
      },
    }),
  ),
  at('fill', 'gathering', { name: 'gathering', item, person: masked }),
  at('fill', 'pick', {
    name: 'pick',
    item: text('免申即享', 'Benefits without asking'),
    person: masked,
    offered,
    busy: false,
  }),
  at('fill', 'pick-busy', { name: 'pick', item, person: long, offered, busy: true }),
  at('fill', 'pick-none', { name: 'pick', item, person: masked, offered: [], busy: false }),
  fieldAt('pinyin', childName),
  fieldAt('digits', {
    ...motherNumber,
    value: '110105194912310021',
    fault: text(
      '这个号码的最后一位不对，请对照身份证。',
      'The last digit does not fit. Please compare it with the card.',
    ),
  }),
  fieldAt('phone', phone),
  fieldAt('english', { ...certificate, value: 'A123456789', source: household }),
  fieldAt('choice', { ...sex, value: 'female' }),
  fieldAt('choice-loading', { ...slot, choices: [] }, true),
  fieldAt('choice-many', { ...slot, fault: text('这个时间刚刚约满了。', 'That time has just been taken.') }),
  fieldAt('several', parts),
  fieldAt('address', { ...address, value: '310109901-1-8' }),
  fieldAt('date', { ...birthDate, required: false, value: '2026-04-30', fault: notAfter }),
  at('check', 'review', {
    name: 'review',
    item,
    person: masked,
    fields: filled,
    warnings,
    changes: true,
    sign: true,
    busy: false,
  }),
  at('check', 'review-short', {
    name: 'review',
    item,
    person: null,
    fields: filled.slice(0, 4),
    warnings: [],
    changes: false,
    sign: false,
    busy: true,
  }),
  at('check', 'dispute', { name: 'dispute', item, field: filled[3] ?? motherNumber, busy: false }),
  at('check', 'blocked', { name: 'blocked', item, faults, canChange: true }),
  at('check', 'blocked-final', { name: 'blocked', item, faults: faults.slice(1), canChange: false }),
  at('check', 'sign', { name: 'sign', item, person: masked, busy: false }),
  at('check', 'requesting', { name: 'requesting', item, changes: true }),
  at('check', 'requesting-lookup', { name: 'requesting', item, changes: false }),
  at('take', 'printing', { name: 'printing', item, paper: 'a4' }),
  at('take', 'printing-ticket', { name: 'printing', item, paper: 'ticket' }),
  ...cityProblems.map((problem: CityProblem) =>
    at('check', `problem-${problem}`, {
      name: 'service-problem',
      item,
      problem,
      reason:
        problem === 'city-refused'
          ? text('您名下没有这一年的缴费记录。', 'There are no payments of yours in that year.')
          : null,
      canRetry: problem === 'city-unavailable',
    }),
  ),
  at('take', 'result', { name: 'result', item, result: receipt, paper: 'printed', rating: true }),
  at('take', 'result-later', {
    name: 'result',
    item,
    result: { ...receipt, sent: 'later' },
    paper: 'uncertain',
    rating: false,
  }),
  at('take', 'result-short', {
    name: 'result',
    item,
    result: { ...receipt, stages: [], qr: null },
    paper: 'failed',
    rating: true,
  }),
  at('take', 'rating', { name: 'rating', item, busy: false }),
  at('take', 'rated', { name: 'rated', stages: [] }),
  at('take', 'rated-bad', {
    name: 'rated',
    stages: [
      { stage: 'contact', dueOn: '2026-05-07' },
      { stage: 'answer', dueOn: '2026-05-11' },
      { stage: 'review', dueOn: '2026-05-12' },
    ],
  }),
  ...([null, 'TONGBAN-CARRY:sample-token-0000000000'] as const).map((qr) =>
    at('fill', qr === null ? 'carry-leaving' : 'carry', {
      name: 'carry',
      item,
      qr,
      remainingMs: 287_000,
      totalMs: 300_000,
    }),
  ),
  ...(['carry-expired', 'city-unavailable'] as const).map((problem) =>
    at('fill', `carry-problem-${problem}`, { name: 'carry-problem', item, problem }),
  ),
  at('identify', 'carried', { name: 'carried' }),
  ...carryProblems.map((problem) =>
    at('identify', `carried-problem-${problem}`, {
      name: 'carried-problem',
      problem,
      canRetry: problem === 'city-unavailable',
    }),
  ),
];
