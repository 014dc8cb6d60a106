import type { TicketView } from '../../contract/view.ts';
import { useLocalized, useTexts } from '../i18n/texts.ts';

/** What the paper says, so that a lost ticket does not lose the place. */
export function TicketCard({ ticket }: { ticket: TicketView }) {
  const t = useTexts();
  const localized = useLocalized();
  return (
    <div className="ticket">
      <p className="ticket-label">{t('ticket.yours')}</p>
      <p className="ticket-number">{ticket.number}</p>
      <p className="ticket-business">{localized(ticket.business)}</p>
      <dl className="ticket-facts">
        <div>
          <dt>{t('ticket.ahead')}</dt>
          <dd>{t('ticket.aheadCount', { people: ticket.peopleAhead })}</dd>
        </div>
        <div>
          <dt>{t('ticket.promise')}</dt>
          <dd>{t('ticket.promiseMinutes', { minutes: ticket.promiseMinutes })}</dd>
        </div>
        <div>
          <dt>{t('ticket.takenAt')}</dt>
          <dd>{ticket.takenAt}</dd>
        </div>
      </dl>
    </div>
  );
}
