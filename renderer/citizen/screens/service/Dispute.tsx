import { Send } from 'lucide-react';
import { useState } from 'react';
import { useLocalized, useTexts } from '../../../i18n/texts.ts';
import { useKiosk } from '../../../ui/kiosk-context.ts';
import { Keyboard } from '../../../ui/keyboard/Keyboard.tsx';
import { TextField } from '../../../ui/keyboard/TextField.tsx';
import { TypingArea } from '../../../ui/keyboard/TypingArea.tsx';
import { ScreenFrame } from '../../../ui/ScreenFrame.tsx';
import { typingOf } from './field/typing-of.ts';
import type { Props } from './props.ts';
import { useWhence } from './use-whence.ts';
import { sayValue } from './values.ts';

/** "This is wrong": what stands there and whose word it is; what would be right, only if the citizen knows. */
export function Dispute({ screen }: Props<'dispute'>) {
  const { view, send } = useKiosk();
  const t = useTexts();
  const localized = useLocalized();
  const whence = useWhence();
  const [claimed, setClaimed] = useState('');
  const { field, busy } = screen;
  const said =
    field.value === null ? t('screen.review.blank') : sayValue(field, field.value, view.settings.language);
  return (
    <TypingArea>
      <ScreenFrame
        about={localized(screen.item)}
        instruction={t('screen.dispute.title')}
        detail={busy ? t('service.moment') : t('screen.dispute.text')}
        share="strip"
        actions={{
          back: true,
          stop: true,
          primary: {
            text: t('screen.dispute.send'),
            icon: <Send aria-hidden="true" />,
            onTap: () => send({ type: 'CLAIM', claimed: claimed.trim() === '' ? null : claimed.trim() }),
          },
        }}
      >
        <dl className="row stands">
          <div className="row-text">
            <dt>{localized(field.label)}</dt>
            <dd className="row-value">{said}</dd>
            {field.source !== null && <dd className="row-more">{whence(field.source)}</dd>}
          </div>
        </dl>
        <div className="one-field labelled">
          <TextField
            label={t('screen.dispute.claim')}
            value={claimed}
            onChange={setClaimed}
            {...typingOf(field.keyboard)}
          />
        </div>
        <Keyboard />
      </ScreenFrame>
    </TypingArea>
  );
}
