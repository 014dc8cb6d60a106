import { Check, X } from 'lucide-react';
import { useLocalized, useTexts } from '../../../i18n/texts.ts';
import { useKiosk } from '../../../ui/kiosk-context.ts';
import { PersonCard } from '../../../ui/PersonCard.tsx';
import { ScreenFrame } from '../../../ui/ScreenFrame.tsx';
import { TouchButton } from '../../../ui/TouchButton.tsx';
import { Note } from './Note.tsx';
import type { Props } from './props.ts';

/** What is asked for, what for, and what happens without it. Nothing is agreed to by going on. */
export function Consent({ screen }: Props<'consent'>) {
  const { send } = useKiosk();
  const t = useTexts();
  const localized = useLocalized();
  const { id, text, purpose, required } = screen.consent;
  const say = (given: boolean) => () => send({ type: 'CONSENT', id, given });
  return (
    <ScreenFrame
      about={localized(screen.item)}
      instruction={t('screen.consent.title')}
      share="all"
      who={
        <>
          {screen.person !== null && <PersonCard person={screen.person} />}
          <div className="aside last-said">
            <Note
              kind={required ? 'alert' : 'info'}
              text={required ? t('screen.consent.required') : t('screen.consent.optional')}
            />
            <TouchButton className="quiet wide" onTap={say(false)}>
              <X aria-hidden="true" />
              <span>{t('screen.consent.refuse')}</span>
            </TouchButton>
          </div>
        </>
      }
      actions={{
        back: true,
        stop: true,
        primary: {
          text: t('screen.consent.agree'),
          icon: <Check aria-hidden="true" />,
          onTap: say(true),
        },
      }}
    >
      <dl className="sheet ask">
        <div className="sheet-main">
          <dt className="unseen">{t('screen.consent.what')}</dt>
          <dd>{localized(text)}</dd>
        </div>
        <div className="sheet-main">
          <dt>{t('screen.consent.purpose')}</dt>
          <dd>{localized(purpose)}</dd>
        </div>
      </dl>
    </ScreenFrame>
  );
}
