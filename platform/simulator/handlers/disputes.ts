import type { ReplyOf } from '../../core/port.ts';
import type { disputes } from '../../ports/disputes.ts';
import { addWorkingDays, dateOf, instantOf } from '../city/calendar.ts';
import type { City } from '../city/city.ts';
import type { Handlers } from '../handler.ts';

type State = ReplyOf<typeof disputes.operations.list>['disputes'][number]['state'];

interface Dispute {
  dispute: string;
  place: { of: string; field: string };
  raisedAt: number;
  dueOn: string;
  /** The register was wrong. */
  justified: boolean;
}

const workingDays = 5;

export function disputesHandlers(city: City): Handlers<typeof disputes> {
  const books = new Map<string, Dispute[]>();
  const stateOf = ({ raisedAt, dueOn, justified }: Dispute): State => {
    if (city.today() >= dueOn) return justified ? 'corrected' : 'confirmed';
    return city.today() > dateOf(raisedAt) ? 'checking' : 'received';
  };
  const answers = {
    received: null,
    checking: null,
    corrected: { 'zh-CN': '已更正', en: 'It was wrong and has been put right' },
    confirmed: { 'zh-CN': '经核实无误', en: 'It was looked at and is right' },
  };
  return {
    raise({ place, claimedValue }, { person: { subject } }) {
      const own = books.get(subject) ?? [];
      const same = own.some(
        (each) =>
          each.place.of === place.of &&
          each.place.field === place.field &&
          (stateOf(each) === 'received' || stateOf(each) === 'checking'),
      );
      if (same) return { refusal: 'alreadyRaised' };
      const dispute = {
        dispute: city.serial('YC'),
        place,
        raisedAt: city.now(),
        dueOn: addWorkingDays(city.today(), workingDays),
        justified: claimedValue !== null,
      };
      books.set(subject, [dispute, ...own]);
      return {
        data: { dispute: dispute.dispute, raisedAt: instantOf(dispute.raisedAt), dueOn: dispute.dueOn },
      };
    },
    list(_request, { person: { subject } }) {
      const disputes = (books.get(subject) ?? []).map((each) => {
        const { dispute, place, raisedAt, dueOn } = each;
        const state = stateOf(each);
        return { dispute, place, state, raisedAt: instantOf(raisedAt), dueOn, answer: answers[state] };
      });
      return { data: { disputes }, freshMs: 60_000 };
    },
  };
}
