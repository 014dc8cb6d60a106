import { Check, CircleAlert, Hand, RotateCw } from 'lucide-react';
import type { Screen } from '../../../contract/view.ts';
import { useLocalized, useTexts } from '../../i18n/texts.ts';
import { useKiosk } from '../../ui/kiosk-context.ts';
import {
  CardPicture,
  DonePicture,
  ProblemPicture,
  TakeBothPicture,
  TicketPicture,
} from '../../ui/pictures/pictures.tsx';
import { ScreenFrame } from '../../ui/ScreenFrame.tsx';
import { TicketCard } from '../../ui/TicketCard.tsx';

type Props<Name extends Screen['name']> = { screen: Extract<Screen, { name: Name }> };

export function Issuing({ screen }: Props<'issuing'>) {
  const t = useTexts();
  const localized = useLocalized();
  return (
    <ScreenFrame
      instruction={screen.number === null ? t('screen.issuing.numbering') : t('screen.issuing.printing')}
      detail={t('screen.issuing.text')}
      picture={<TicketPicture phase="printing" />}
    >
      <div className="ticket">
        {screen.number !== null && (
          <>
            <p className="ticket-label">{t('ticket.yours')}</p>
            <p className="ticket-number">{screen.number}</p>
          </>
        )}
        <p className="ticket-business">{localized(screen.business.name)}</p>
      </div>
    </ScreenFrame>
  );
}

export function PrintProblem({ screen }: Props<'print-problem'>) {
  const { send } = useKiosk();
  const t = useTexts();
  return (
    <ScreenFrame
      instruction={t(`problem.${screen.problem}.title`)}
      detail={`${t(`problem.${screen.problem}.do`)} ${
        screen.ticket === null ? t('screen.print-problem.none') : t('screen.print-problem.kept')
      }`}
      picture={<ProblemPicture problem={screen.problem} />}
      actions={{
        stop: true,
        primary: screen.canRetry
          ? {
              text: t('screen.print-problem.retry'),
              icon: <RotateCw aria-hidden="true" />,
              onTap: () => send({ type: 'RETRY' }),
            }
          : undefined,
      }}
    >
      {screen.ticket !== null && <TicketCard ticket={screen.ticket} />}
    </ScreenFrame>
  );
}

type Take = Extract<Screen, { name: 'take' }>;

/** What there is to take, as the key of its texts. The card comes first, always. */
function toTake(screen: Take): 'both' | 'bothPages' | 'card' | 'ticket' | 'pages' | 'nothing' {
  const { card, paper, outcome } = screen;
  if (outcome === 'none') return card === 'on-reader' ? 'card' : 'nothing';
  if (paper === 'a4') return card === 'on-reader' ? 'bothPages' : 'pages';
  return card === 'on-reader' ? 'both' : 'ticket';
}

export function TakeThings({ screen }: Props<'take'>) {
  const { send } = useKiosk();
  const t = useTexts();
  const what = toTake(screen);
  const uncertain = screen.outcome === 'uncertain';
  const detail = {
    both: uncertain ? t('screen.take.uncertain') : t('screen.take.cardFirst'),
    bothPages: uncertain ? t('screen.take.pagesUncertain') : t('screen.take.pagesFirst'),
    card: t('screen.take.cardOnly'),
    ticket: uncertain ? t('screen.take.uncertain') : t('screen.take.ticketOnly'),
    pages: uncertain ? t('screen.take.pagesUncertain') : t('screen.take.pagesOnly'),
    nothing: t('screen.take.nothingText'),
  }[what];
  const picture = {
    both: <TakeBothPicture />,
    bothPages: <TakeBothPicture />,
    card: <CardPicture phase="take" />,
    ticket: <TicketPicture phase="take" />,
    pages: <TicketPicture phase="take" />,
    nothing: <DonePicture />,
  }[what];
  return (
    <ScreenFrame
      instruction={t(`screen.take.${what}`)}
      detail={detail}
      picture={picture}
      actions={{
        primary: {
          text: what === 'nothing' ? t('screen.take.doneNothing') : t('screen.take.done'),
          icon: <Check aria-hidden="true" />,
          onTap: () => send({ type: 'DONE' }),
        },
      }}
    >
      {screen.ticket !== null && <TicketCard ticket={screen.ticket} />}
      <ul className="things">
        {screen.card !== 'none' && (
          <li data-done={screen.card === 'taken' ? '' : undefined}>
            {screen.card === 'taken' ? <Check aria-hidden="true" /> : <Hand aria-hidden="true" />}
            <span>{t('screen.take.cardLine')}</span>
            <strong>
              {screen.card === 'taken' ? t('screen.take.cardTaken') : t('screen.take.cardWaiting')}
            </strong>
          </li>
        )}
        {screen.outcome !== 'none' && (
          <li>
            {screen.outcome === 'printed' ? <Hand aria-hidden="true" /> : <CircleAlert aria-hidden="true" />}
            <span>{screen.paper === 'a4' ? t('screen.take.pagesLine') : t('screen.take.ticketLine')}</span>
            <strong>
              {screen.outcome === 'printed'
                ? t('screen.take.ticketWaiting')
                : t('screen.take.ticketUncertain')}
            </strong>
          </li>
        )}
      </ul>
    </ScreenFrame>
  );
}

export function Thanks({ screen }: Props<'thanks'>) {
  const t = useTexts();
  return (
    <ScreenFrame
      instruction={t('screen.thanks.title')}
      detail={screen.ticket === null ? t('screen.thanks.textNoTicket') : t('screen.thanks.text')}
      picture={<DonePicture />}
    >
      {screen.ticket !== null && <TicketCard ticket={screen.ticket} />}
    </ScreenFrame>
  );
}
