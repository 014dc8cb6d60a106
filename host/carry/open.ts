import type { Clock } from '../../drivers/contract/clock.ts';
import type { Platform } from '../../platform/open.ts';
import type { CarryFailure, CarryPorts } from '../../state-machines/carry-ports.ts';
import type { SessionItem } from '../../state-machines/ports.ts';
import type { KioskLog } from '../kiosk/kiosk-log.ts';
import { createCarry } from './carry.ts';
import { readSiteKey } from './site-key.ts';

interface Parts {
  platform: Pick<Platform, 'handoffs' | 'identity'>;
  /** Holds the secret of the site. */
  siteFile: string;
  items: readonly SessionItem[];
  clock: Clock;
  log: KioskLog;
}

/** Leaving and picking up, with a word in the log on each. */
export function openCarry({ platform, siteFile, items, clock, log }: Parts): CarryPorts {
  const carry = createCarry({
    platform,
    key: readSiteKey(siteFile),
    clock,
    itemVersion(itemId) {
      const item = items.find(({ id }) => id === itemId);
      return item?.flow === 'service' ? item.version : null;
    },
  });
  const failed = ({ problem }: CarryFailure) => log.write('carry.failed', { carryProblem: problem });
  return {
    async offer(input, signal) {
      const left = await carry.offer(input, signal);
      if (left.ok) log.write('carry.left', { item: input.service.itemId });
      else failed(left);
      return left;
    },
    async redeem(input, signal) {
      const picked = await carry.redeem(input, signal);
      if (picked.ok) log.write('carry.picked-up', { item: picked.service.itemId });
      else failed(picked);
      return picked;
    },
    async isSame(input, signal) {
      const same = await carry.isSame(input, signal);
      if (!same.ok) failed(same);
      return same;
    },
  };
}
