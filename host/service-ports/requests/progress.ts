import labels from '../../../assets/catalogue/choice-labels.json' with { type: 'json' };
import type { Localized } from '../../../contract/localized.ts';
import type { RowView, StageView } from '../../../contract/service-view.ts';
import { localTime } from '../../store/local-time.ts';
import { slip } from '../documents/slip.ts';
import { failureOf } from '../failure.ts';
import { paperText, resultText, row } from '../texts.ts';
import { type Answered, type Asked, type RequestWorld, textOf } from './asked.ts';
import { type Progress, stagesOf } from './stages.ts';

type State = Progress['case']['state'];

/** One of the person's own cases, step by step. */
export async function progress({ world, order, subject, signal }: Asked): Promise<Answered> {
  const asked = { subject, caseNumber: textOf(order, 'case') };
  const found = await world.platform.cases.progress(asked, { signal });
  if (!found.ok) return failureOf('cases.progress', found.error);
  const { case: own, legallyDueOn, note } = found.data;
  const rows = [
    row('case', own.caseNumber),
    row('submitted', localTime(Date.parse(own.submittedAt), world.timeZone).date),
    row('due', own.dueOn),
    row('legally-due', legallyDueOn),
    ...(note === null ? [] : [row('note', note)]),
  ];
  const headline = resultText('cases-progress', { title: own.title, state: stateName(own.state) });
  return shown(world, found.asOf, headline, own.state, rows, stagesOf(found.data, world.timeZone));
}

/** What the holder of a receipt may know: no name, no item. */
export async function progressByReceipt(
  world: RequestWorld,
  receipt: string,
  signal: AbortSignal,
): Promise<Answered> {
  const found = await world.platform.cases.byReceipt({ receipt }, { signal });
  if (!found.ok) return failureOf('cases.byReceipt', found.error);
  const { caseNumber, dueOn, state } = found.data;
  const rows = [row('case', caseNumber), row('due', dueOn)];
  const headline = resultText('cases-byReceipt', { state: stateName(state) });
  return shown(world, found.asOf, headline, state, rows, []);
}

/** Both on the screen and on the slip. Its age is always told: the next step may be done a minute later. */
function shown(
  { timeZone, siteName }: RequestWorld,
  asOf: string,
  headline: Localized,
  state: State,
  facts: readonly RowView[],
  stages: readonly StageView[],
): Answered {
  const { date, time } = localTime(Date.parse(asOf), timeZone);
  const at = `${date} ${time}`;
  const steps = stages.map(({ title, date: day }) => ({
    label: typeof title === 'string' ? { 'zh-CN': title, en: title } : title,
    value: day ?? '',
  }));
  const ticket = slip({
    siteName,
    title: paperText('progress-slip'),
    large: stateName(state)['zh-CN'],
    rows: [{ label: resultText('as-of'), value: at }, ...facts, ...steps],
    qr: null,
    notes: [headline],
  });
  return {
    ok: true,
    result: { headline, rows: [...facts, row('as-of', at)], stages, qr: null },
    paper: { on: 'ticket', ticket },
  };
}

function stateName(state: State): Localized {
  return labels[`case-${state}`];
}
