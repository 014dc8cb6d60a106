import { Angry, CalendarCheck, Check, Frown, Laugh, Meh, Smile } from 'lucide-react';
import type { ReactNode } from 'react';
import { useLocalized, useTexts } from '../../../i18n/texts.ts';
import { useKiosk } from '../../../ui/kiosk-context.ts';
import { Pager } from '../../../ui/Pager.tsx';
import { DonePicture } from '../../../ui/pictures/pictures.tsx';
import { ScreenFrame } from '../../../ui/ScreenFrame.tsx';
import { TouchButton } from '../../../ui/TouchButton.tsx';
import type { Props } from './props.ts';
import { formatDay } from './values.ts';

/** The five levels of GB/T 39735, the best first. All on one page, alike: none is nearer to the finger. */
const levels: readonly { level: 1 | 2 | 3 | 4 | 5; face: ReactNode }[] = [
  { level: 5, face: <Laugh aria-hidden="true" /> },
  { level: 4, face: <Smile aria-hidden="true" /> },
  { level: 3, face: <Meh aria-hidden="true" /> },
  { level: 2, face: <Frown aria-hidden="true" /> },
  { level: 1, face: <Angry aria-hidden="true" /> },
];

export function Rating({ screen }: Props<'rating'>) {
  const { send } = useKiosk();
  const t = useTexts();
  const localized = useLocalized();
  return (
    <ScreenFrame
      about={localized(screen.item)}
      instruction={t('screen.rating.title')}
      detail={screen.busy ? t('service.moment') : t('screen.rating.text')}
      share="strip"
      actions={{
        primary: {
          text: t('screen.rating.skip'),
          icon: <Check aria-hidden="true" />,
          onTap: () => send({ type: 'DONE' }),
        },
      }}
    >
      <ul className="levels-of-rating" aria-label={t('screen.rating.title')}>
        {levels.map(({ level, face }) => (
          <li key={level}>
            <TouchButton
              className="rate"
              unavailable={screen.busy}
              onTap={() => send({ type: 'RATE', level })}
            >
              {face}
              <span>{t(`screen.rating.level.${level}`)}</span>
            </TouchButton>
          </li>
        ))}
      </ul>
    </ScreenFrame>
  );
}

/** Thanks; after a bad rating also by when somebody calls, answers and looks at the answer again. */
export function Rated({ screen }: Props<'rated'>) {
  const { view, send } = useKiosk();
  const t = useTexts();
  const { stages } = screen;
  return (
    <ScreenFrame
      instruction={t('screen.rated.title')}
      detail={stages.length === 0 ? t('screen.rated.text') : t('screen.rated.bad')}
      picture={stages.length === 0 ? <DonePicture /> : undefined}
      share="all"
      actions={{
        primary: {
          text: t('screen.result.done'),
          icon: <Check aria-hidden="true" />,
          onTap: () => send({ type: 'DONE' }),
        },
      }}
    >
      {stages.length > 0 && (
        <Pager
          kind="rows"
          items={stages}
          label={t('screen.rated.bad')}
          keyOf={({ stage }) => stage}
          render={({ stage, dueOn }) => (
            <div className="row">
              <CalendarCheck aria-hidden="true" />
              <p className="row-text">
                <strong>{t(`screen.rated.${stage}`)}</strong>
                <span>{t('screen.result.until', { day: formatDay(dueOn, view.settings.language) })}</span>
              </p>
            </div>
          )}
        />
      )}
    </ScreenFrame>
  );
}
