import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BenchDevice, BenchTicket } from '../../drivers/bench/protocol.ts';
import { currentLanguage } from './texts.ts';

type Printer = Extract<BenchDevice, { role: 'ticket-printer' }>;

/** The printed tickets as pictures, newest first. A touch shows one in full size. */
export function Tickets({ device, token }: { device: Printer; token: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<BenchTicket | null>(null);
  if (device.tickets.length === 0) return <p className="none">{t('noTickets')}</p>;
  return (
    <>
      <ul className="tickets" aria-labelledby={`tickets-${device.id}`}>
        {device.tickets.toReversed().map((ticket) => (
          <li key={ticket.id}>
            <button type="button" onClick={() => setOpen(ticket)}>
              <TicketPicture device={device.id} ticket={ticket} token={token} />
              <TicketCaption ticket={ticket} />
            </button>
          </li>
        ))}
      </ul>
      {open && <Enlarged device={device.id} ticket={open} token={token} onClose={() => setOpen(null)} />}
    </>
  );
}

interface Picture {
  device: string;
  ticket: BenchTicket;
  token: string;
}

function Enlarged({ onClose, ...picture }: Picture & { onClose(): void }) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className="enlarged"
      aria-label={t('ticket')}
      onClose={onClose}
      onClick={(event) => {
        // A touch beside the paper hits the dialog itself.
        if (event.target === dialog.current) dialog.current.close();
      }}
    >
      <div className="row">
        <TicketCaption ticket={picture.ticket} />
        <button type="button" onClick={() => dialog.current?.close()}>
          {t('close')}
        </button>
      </div>
      <TicketPicture {...picture} />
    </dialog>
  );
}

function TicketCaption({ ticket }: { ticket: BenchTicket }) {
  const { t } = useTranslation();
  const time = new Date(ticket.printedAt).toLocaleTimeString(currentLanguage(), { hour12: false });
  return (
    <span className="ticket-caption">
      <time dateTime={ticket.printedAt}>{time}</time>
      {ticket.cut === 'none' && <span className="uncut">{t('notCut')}</span>}
      {ticket.unknown.length > 0 && (
        <span className="uncut">{t('unknownCommands', { count: ticket.unknown.length })}</span>
      )}
    </span>
  );
}

/** Fetched, not linked: the token goes into a header, where no history or log keeps it. */
function TicketPicture({ device, ticket, token }: Picture) {
  const { t } = useTranslation();
  const [source, setSource] = useState<string | null>(null);
  useEffect(() => {
    const aborter = new AbortController();
    let url: string | null = null;
    const load = async () => {
      const response = await fetch(`/tickets/${device}/${ticket.id}`, {
        headers: { authorization: `Bearer ${token}` },
        signal: aborter.signal,
      });
      // Cleared between the push and the request: the next push takes it off the page.
      if (!response.ok) return;
      const picture = await response.blob();
      if (aborter.signal.aborted) return;
      url = URL.createObjectURL(picture);
      setSource(url);
    };
    load().catch((error: unknown) => {
      if (!aborter.signal.aborted) throw error;
    });
    return () => {
      aborter.abort();
      if (url !== null) URL.revokeObjectURL(url);
    };
  }, [device, ticket.id, token]);
  return source === null ? (
    <span className="picture-loading" />
  ) : (
    <img src={source} alt={t('ticketSays', { text: ticket.lines.join(' ') })} />
  );
}
