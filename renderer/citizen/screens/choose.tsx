import { ArrowRight, Clock, IdCard, Printer, Users } from 'lucide-react';
import type { BusinessView, Screen } from '../../../contract/view.ts';
import { useLocalized, useTexts } from '../../i18n/texts.ts';
import { useKiosk } from '../../ui/kiosk-context.ts';
import { Pager } from '../../ui/Pager.tsx';
import { PersonCard } from '../../ui/PersonCard.tsx';
import { TicketPicture } from '../../ui/pictures/pictures.tsx';
import { ScreenFrame } from '../../ui/ScreenFrame.tsx';
import { TouchButton } from '../../ui/TouchButton.tsx';
import { useNextFrame } from '../../ui/use-next-frame.ts';

type Props<Name extends Screen['name']> = { screen: Extract<Screen, { name: Name }> };

export function Choose({ screen }: Props<'choose'>) {
  const t = useTexts();
  // Who has just put a card down sees the name first, and what there is to choose a frame later.
  const listed = useNextFrame(useKiosk().before !== 'identify' || screen.person === null);
  return (
    <ScreenFrame
      instruction={t('screen.choose.title')}
      detail={t('screen.choose.text')}
      share="all"
      who={screen.person !== null && <PersonCard person={screen.person} />}
      actions={{ back: screen.person === null, stop: true }}
    >
      {listed && (
        <Pager
          items={screen.businesses}
          label={t('screen.choose.list')}
          keyOf={(business) => business.id}
          render={(business) => <Business business={business} />}
        />
      )}
    </ScreenFrame>
  );
}

function Business({ business }: { business: BusinessView }) {
  const { send } = useKiosk();
  const t = useTexts();
  const localized = useLocalized();
  return (
    <TouchButton
      className="choice"
      unavailable={business.unavailable !== null}
      onTap={() => send({ type: 'CHOOSE', businessId: business.id })}
    >
      <span className="choice-badge" aria-hidden="true">
        {business.prefix}
      </span>
      <span className="choice-text">
        <span className="choice-name">{localized(business.name)}</span>
        <span className="choice-summary">{localized(business.summary)}</span>
        {business.unavailable === null ? (
          <span className="facts">
            <span>
              <Users aria-hidden="true" />
              {t('screen.choose.ahead', { people: business.peopleAhead })}
            </span>
            <span>
              <Clock aria-hidden="true" />
              {t('screen.choose.promise', { minutes: business.promiseMinutes })}
            </span>
          </span>
        ) : (
          <span className="facts">
            <span>
              <IdCard aria-hidden="true" />
              {t(`screen.choose.${business.unavailable}`)}
            </span>
          </span>
        )}
      </span>
      {business.unavailable === null && <ArrowRight className="choice-go" aria-hidden="true" />}
    </TouchButton>
  );
}

export function Confirm({ screen }: Props<'confirm'>) {
  const { send } = useKiosk();
  const t = useTexts();
  const localized = useLocalized();
  const { business, person } = screen;
  return (
    <ScreenFrame
      instruction={t('screen.confirm.title')}
      picture={<TicketPicture phase="offered" />}
      who={person !== null && <PersonCard person={person} />}
      actions={{
        back: true,
        stop: true,
        primary: {
          text: t('screen.confirm.print'),
          icon: <Printer aria-hidden="true" />,
          onTap: () => send({ type: 'PRINT' }),
        },
      }}
    >
      <dl className="sheet">
        <div className="sheet-main">
          <dt>{t('screen.confirm.business')}</dt>
          <dd>{localized(business.name)}</dd>
        </div>
        <div>
          <dt>{t('ticket.ahead')}</dt>
          <dd>{t('ticket.aheadCount', { people: business.peopleAhead })}</dd>
        </div>
        <div>
          <dt>{t('ticket.promise')}</dt>
          <dd>{t('ticket.promiseMinutes', { minutes: business.promiseMinutes })}</dd>
        </div>
      </dl>
    </ScreenFrame>
  );
}
