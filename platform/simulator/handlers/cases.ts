import type { ReplyOf } from '../../core/port.ts';
import type { cases } from '../../ports/cases.ts';
import { addDays, addWorkingDays, dateOf, instantOf } from '../city/calendar.ts';
import type { Case } from '../city/case-book.ts';
import type { City } from '../city/city.ts';
import { itemNamed } from '../city/items.ts';
import type { Handlers } from '../handler.ts';

type Progress = ReplyOf<typeof cases.operations.progress>;

const freshMs = 60_000;
const outcomeDays = 90;
const dayMs = 86_400_000;

const notes: Readonly<Partial<Record<Case['fate'], Progress['note']>>> = {
  supplement: { 'zh-CN': '请补交住房证明', en: 'Please hand in a proof of housing' },
  rejected: { 'zh-CN': '不符合办理条件', en: 'The conditions are not met' },
};

export function casesHandlers(city: City): Handlers<typeof cases> {
  const entry = (each: Case) => ({
    caseNumber: each.caseNumber,
    item: each.item.id,
    title: each.item.title,
    submittedAt: instantOf(each.submittedAt),
    dueOn: each.dueOn,
    state: city.cases.stateOf(each),
  });
  const own = (subject: string, caseNumber: string) =>
    city.cases.of(subject).find((each) => each.caseNumber === caseNumber);
  return {
    list(_request, { person }) {
      return { data: { cases: city.cases.of(person.subject).map(entry) }, freshMs };
    },
    progress({ caseNumber }, { person }) {
      const found = own(person.subject, caseNumber);
      if (!found) return { refusal: 'unknownCase' };
      const { legallyDueOn } = found;
      const known = entry(found);
      const note = notes[found.fate];
      const told = known.state === found.fate && note !== undefined;
      return {
        data: { case: known, steps: stepsOf(city, found), legallyDueOn, note: told ? note : null },
        freshMs,
      };
    },
    byReceipt({ receipt }) {
      const found = city.cases.withReceipt(receipt);
      if (!found) return { refusal: 'unknownReceipt' };
      const { caseNumber, dueOn } = found;
      return { data: { caseNumber, dueOn, state: city.cases.stateOf(found) }, freshMs };
    },
    subscribe({ caseNumber, channel }, { person }) {
      if (!own(person.subject, caseNumber)) return { refusal: 'unknownCase' };
      const reachable = city.chance(`telephone ${person.number}`).next() < 0.9;
      if (channel === 'sms' && !reachable) return { refusal: 'noTelephone' };
      return { data: { subscribedAt: instantOf(city.now()) } };
    },
    outcomes({ item }) {
      if (!itemNamed(item)) return { refusal: 'unknownItem' };
      const to = city.today();
      const since = city.now() - outcomeDays * dayMs;
      const ended = city.cases.all().filter((each) => each.item.id === item && each.submittedAt >= since);
      const passedFirst = ended.filter(({ fate }) => fate === 'approved').length;
      return {
        data: { from: addDays(to, -outcomeDays), to, submitted: ended.length, passedFirst },
        freshMs: dayMs,
      };
    },
  };
}

const noon = (date: string) => `${date}T12:00:00+08:00`;

/** Received; then looked at and decided, or of a bundle each department's part. */
function stepsOf(city: City, each: Case): Progress['steps'] {
  const { item, submittedAt, dueOn } = each;
  const state = city.cases.stateOf(each);
  const received = dateOf(submittedAt);
  const reviewed = addWorkingDays(received, 1);
  const over = state === 'approved' || state === 'rejected';
  const begin: Progress['steps'][number] = {
    title: { 'zh-CN': '受理', en: 'Received' },
    department: item.department,
    state: 'done',
    finishedAt: instantOf(submittedAt),
    dueOn: received,
  };
  if (item.departments.length > 0) return [begin, ...partsOf(city, each)];
  return [
    begin,
    {
      title: { 'zh-CN': '审查', en: 'Looked at' },
      department: item.department,
      state: over ? 'done' : state === 'accepted' ? 'waiting' : 'running',
      finishedAt: over ? noon(reviewed) : null,
      dueOn: reviewed,
    },
    {
      title: { 'zh-CN': '决定', en: 'Decided' },
      department: item.department,
      state: over ? 'done' : 'waiting',
      finishedAt: over ? noon(dueOn) : null,
      dueOn,
    },
  ];
}

/** All at the same time. Where a paper is missing, it is the first department that waits for it. */
function partsOf(city: City, { item, submittedAt, fate }: Case): Progress['steps'] {
  const received = dateOf(submittedAt);
  return item.departments.map(({ title, department, days }, index) => {
    const dueOn = addWorkingDays(received, days);
    const done = city.today() >= dueOn && !(fate === 'supplement' && index === 0);
    const finishedAt = done ? noon(dueOn) : null;
    return { title, department, state: done ? 'done' : 'running', finishedAt, dueOn };
  });
}
