import type { ResultView } from '../../contract/service-view.ts';
import type { Failure, Requested } from '../../state-machines/service/service.ts';
import { openItem } from '../services/catalogue.ts';
import { variantOf } from './fields.ts';
import { transactionOf } from './keys.ts';
import type { Paper } from './paper.ts';
import type {
  Answered,
  AnsweredLater,
  Asked,
  AskedLater,
  RequestOrder,
  RequestWorld,
} from './requests/asked.ts';
import { whoseNow } from './requests/hand-in.ts';
import { confirmBenefit } from './requests/benefit.ts';
import { book, cancelBooking, checkIn } from './requests/booking.ts';
import { certificate } from './requests/certificate.ts';
import { licence } from './requests/licence.ts';
import { issueOffline } from './requests/offline-code.ts';
import { progress, progressByReceipt } from './requests/progress.ts';
import { raiseDispute } from './requests/raise-dispute.ts';
import { submit } from './requests/submit.ts';
import { subjectOf } from './subject.ts';
import { resultText, row } from './texts.ts';

/** What a request came to, and what is to be printed of it. */
export interface RequestOutcome {
  requested: Requested | Failure;
  /** `null` where it failed, or where there is nothing on paper. */
  paper: Paper | null;
}

/** Everything that items ask the city for about a person, by `PORT.OPERATION`. */
const requests: Readonly<Record<string, (asked: Asked) => Promise<Answered>>> = {
  'payments.certificate': certificate,
  'licences.pull': licence,
  'bookings.book': book,
  'bookings.cancel': cancelBooking,
  'bookings.checkIn': checkIn,
  'cases.progress': progress,
  'codes.issueOffline': issueOffline,
  'benefits.confirm': confirmBenefit,
};

/** And what may wait for the city: kept first, sent in its turn. */
const requestsLater: Readonly<Record<string, (asked: AskedLater) => Promise<AnsweredLater>>> = {
  'intake.submit': submit,
  'disputes.raise': raiseDispute,
};

/**
 * Asks the city for the thing itself. The same order has the same answer and the same paper, however often it is asked
 * and through every restart, as long as the city keeps its keys (a day).
 */
export function createRequest(world: RequestWorld) {
  return async (order: RequestOrder, signal: AbortSignal): Promise<RequestOutcome> => {
    const answered = await answer(world, order, signal);
    if (!answered.ok) return { requested: answered, paper: null };
    const transaction = transactionOf(order.opId);
    if (answered.result === 'waiting')
      return {
        requested: { ok: true, result: kept(transaction), prints: false, transaction },
        paper: null,
      };
    const { result, paper } = answered;
    const requested: Requested = {
      ok: true,
      result: { ...result, sent: 'now' },
      prints: paper !== null,
      transaction,
    };
    return { requested, paper };
  };
}

async function answer(world: RequestWorld, order: RequestOrder, signal: AbortSignal): Promise<AnsweredLater> {
  const item = openItem(order.itemId);
  if (order.receipt !== null && item.request.byReceipt !== undefined)
    return progressByReceipt(world, order.receipt, signal);
  const operation = variantOf(item, order.variant)?.operation ?? item.request.operation;
  const name = `${item.request.port}.${operation}`;
  const later = requestsLater[name];
  if (later) {
    const known = await whoseNow(world.platform, order, signal);
    return known.ok ? later({ world, item, order, whose: known.whose, signal }) : known;
  }
  const known = await subjectOf(world.platform, order, signal);
  if (!known.ok) return known;
  const request = requests[name];
  if (!request) throw new Error(`${item.id} asks for ${name}, which nobody knows`);
  return request({ world, item, order, subject: known.subject, signal });
}

/** It is kept here. The number is the kiosk's own, to ask staff by; the city has none yet. */
function kept(transaction: string): ResultView {
  return {
    headline: resultText('kept'),
    rows: [row('kept-number', transaction), row('kept-next', resultText('kept-text'))],
    stages: [],
    qr: null,
    sent: 'later',
  };
}
