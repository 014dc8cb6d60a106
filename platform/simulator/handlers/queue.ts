import type { queue } from '../../ports/queue.ts';
import type { City } from '../city/city.ts';
import { officeNamed } from '../city/offices.ts';
import type { Handlers } from '../handler.ts';

const freshMs = 30_000;

export function queueHandlers({ queues }: City): Handlers<typeof queue> {
  return {
    state({ office }) {
      if (!officeNamed(office)) return { refusal: 'unknownOffice' };
      return { data: { open: queues.isOpen(office), businesses: queues.state(office) }, freshMs };
    },
    take({ office, business }) {
      if (!officeNamed(office)) return { refusal: 'unknownOffice' };
      if (!queues.isBusiness(business)) return { refusal: 'unknownBusiness' };
      if (!queues.isOpen(office)) return { refusal: 'closed' };
      return { data: { ticket: queues.take(office, business) }, freshMs };
    },
    ticket({ ticket }) {
      const found = queues.find(ticket);
      return found ? { data: { ticket: found }, freshMs } : { refusal: 'unknownTicket' };
    },
  };
}
