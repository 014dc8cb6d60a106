import type { StageView } from '../../../contract/service-view.ts';
import type { ReplyOf } from '../../../platform/core/port.ts';
import type { Ports } from '../../../platform/ports/index.ts';
import { localTime } from '../../store/local-time.ts';

export type Progress = ReplyOf<Ports['cases']['operations']['progress']>;

/** What was done, with its day; what is still to be done, with the day by which it has to be. */
export function stagesOf({ steps }: Progress, timeZone: string): StageView[] {
  return steps.map(({ title, department, state, finishedAt, dueOn }) => ({
    title,
    by: department,
    state,
    date: finishedAt === null ? dueOn : localTime(Date.parse(finishedAt), timeZone).date,
  }));
}
