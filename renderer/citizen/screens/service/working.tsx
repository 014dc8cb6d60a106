import { useLocalized, useTexts } from '../../../i18n/texts.ts';
import { PersonCard } from '../../../ui/PersonCard.tsx';
import { AskCityPicture, PagePicture } from '../../../ui/pictures/city.tsx';
import { TicketPicture } from '../../../ui/pictures/pictures.tsx';
import { ScreenFrame } from '../../../ui/ScreenFrame.tsx';
import type { Props } from './props.ts';

/** The city is asked for what it knows already; that can be left at any time. */
export function Gathering({ screen }: Props<'gathering'>) {
  const t = useTexts();
  const localized = useLocalized();
  return (
    <ScreenFrame
      about={localized(screen.item)}
      instruction={t('screen.gathering.title')}
      detail={t('screen.gathering.text')}
      picture={<AskCityPicture direction="back" />}
      who={screen.person !== null && <PersonCard person={screen.person} />}
      actions={{ stop: true }}
    />
  );
}

/** What changes something is on its way and cannot be called back; what is only looked up can be left. */
export function Requesting({ screen }: Props<'requesting'>) {
  const t = useTexts();
  const localized = useLocalized();
  return (
    <ScreenFrame
      about={localized(screen.item)}
      instruction={screen.changes ? t('screen.requesting.sending') : t('screen.requesting.asking')}
      detail={screen.changes ? t('screen.requesting.sendingText') : t('screen.requesting.askingText')}
      picture={<AskCityPicture direction={screen.changes ? 'there' : 'back'} />}
      actions={screen.changes ? undefined : { stop: true }}
    />
  );
}

/** A page that has begun comes out whole. */
export function Printing({ screen }: Props<'printing'>) {
  const t = useTexts();
  const localized = useLocalized();
  const pages = screen.paper === 'a4';
  return (
    <ScreenFrame
      about={localized(screen.item)}
      instruction={t('screen.printing.title')}
      detail={pages ? t('screen.printing.pages') : t('screen.printing.ticket')}
      picture={pages ? <PagePicture /> : <TicketPicture phase="printing" />}
    />
  );
}
