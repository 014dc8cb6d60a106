import type { Clock } from '../../drivers/contract/clock.ts';
import type { Platform } from '../../platform/open.ts';
import type { CarryFailure, CarryPorts } from '../../state-machines/carry-ports.ts';
import type { Catalogue } from '../../state-machines/catalogue.ts';
import type { KioskLog } from '../kiosk/kiosk-log.ts';
import { createCarry } from './carry.ts';
import { readSiteKey } from './site-key.ts';

interface Parts {
  platform: Pick<Platform, 'handoffs' | 'identity'>;
  /** Holds the secret of the site. */
  siteFile: string;
  catalogue: Pick<Catalogue, 'item'>;
  /** Told what goes on here, so that its paper is kept for it. */
  pickedUp(itemId: string): void;
  clock: Clock;
  log: KioskLog;
}

/** Leaving and picking up, with a word in the log on each. */
export function openCarry({ platform, siteFile, catalogue, pickedUp, clock, log }: Parts): CarryPorts {
  const carry = createCarry({
    platform,
    key: readSiteKey(siteFile),
    clock,
    itemVersion(itemId) {
      const item = catalogue.item(itemId);
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
      if (!picked.ok) failed(picked);
      else {
        log.write('carry.picked-up', { item: picked.service.itemId });
        pickedUp(picked.service.itemId);
      }
      return picked;
    },
    async isSame(input, signal) {
      const same = await carry.isSame(input, signal);
      if (!same.ok) failed(same);
      return same;
    },
  };
}
