import { Phone } from 'lucide-react';
import { useState } from 'react';
import type { Screen } from '../../../contract/view.ts';
import { useTexts } from '../../i18n/texts.ts';
import { formatSince } from '../../ui/format.ts';
import { useKiosk } from '../../ui/kiosk-context.ts';
import { ErasePicture, PausePicture, StartingPicture } from '../../ui/pictures/pictures.tsx';
import { ScreenFrame } from '../../ui/ScreenFrame.tsx';

export function Starting() {
  const t = useTexts();
  return (
    <ScreenFrame
      instruction={t('screen.starting.title')}
      detail={t('screen.starting.text')}
      picture={<StartingPicture />}
    />
  );
}

/** Why, where it can be done instead, and since when. */
export function OutOfService({ screen }: { screen: Extract<Screen, { name: 'out-of-service' }> }) {
  const { view } = useKiosk();
  const t = useTexts();
  const [now] = useState(() => new Date());
  const since = formatSince(screen.since, now, {
    language: view.settings.language,
    timeZone: view.site.timeZone,
  });
  return (
    <ScreenFrame
      instruction={t('screen.out-of-service.title')}
      detail={`${t(`problem.${screen.problem}.title`)} · ${t(`problem.${screen.problem}.do`)}`}
      picture={<PausePicture />}
    >
      <div className="elsewhere">
        <p>{t('screen.out-of-service.next')}</p>
        <p className="help-phone">
          <Phone aria-hidden="true" />
          {view.site.helpPhone}
        </p>
        <p>{t('screen.out-of-service.since', { since })}</p>
      </div>
    </ScreenFrame>
  );
}

export function Ending() {
  const t = useTexts();
  return (
    <ScreenFrame
      instruction={t('screen.ending.title')}
      detail={t('screen.ending.text')}
      picture={<ErasePicture />}
    />
  );
}
