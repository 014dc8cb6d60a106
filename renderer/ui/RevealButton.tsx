import { Eye } from 'lucide-react';
import { useTexts } from '../i18n/texts.ts';
import { HoldButton } from './HoldButton.tsx';
import { useKiosk } from './kiosk-context.ts';

/** Shows what is masked while it is held down. */
export function RevealButton() {
  const { send } = useKiosk();
  const t = useTexts();
  return (
    <HoldButton
      className="quiet"
      label={`${t('person.reveal')} · ${t('person.revealLabel')}`}
      onHold={(on) => send({ type: 'REVEAL', on })}
    >
      <Eye aria-hidden="true" />
      <span>{t('person.reveal')}</span>
    </HoldButton>
  );
}
