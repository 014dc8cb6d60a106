import type { Clock } from '../../drivers/contract/clock.ts';
import type { ServicePorts } from '../../state-machines/service/service.ts';
import { openItem } from '../services/catalogue.ts';
import type { Judged } from './judge.ts';
import { localTime } from '../store/local-time.ts';

/** Looks at what was filled in, with nobody asked. What it needs for that is loaded when a form is opened. */
export function createCheck({
  clock,
  timeZone,
  judged: tell,
}: {
  clock: Pick<Clock, 'now'>;
  /** IANA name. */
  timeZone: string;
  judged: (itemId: string, judged: Judged) => void;
}): Pick<ServicePorts, 'checkField' | 'check'> {
  return {
    async checkField({ itemId, variant, field, value }) {
      const { judgeField } = await import('./judge.ts');
      return judgeField(openItem(itemId), variant, field, value);
    },
    async check({ itemId, values, facts, ...asked }) {
      const { judge } = await import('./judge.ts');
      const today = localTime(clock.now(), timeZone).date;
      const { judged, ...checked } = judge(openItem(itemId), asked, values, facts, today);
      tell(itemId, judged);
      return checked;
    },
  };
}
