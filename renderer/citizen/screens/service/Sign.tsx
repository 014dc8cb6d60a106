import { Check, Eraser } from 'lucide-react';
import { useState } from 'react';
import { useLocalized, useTexts } from '../../../i18n/texts.ts';
import { useKiosk } from '../../../ui/kiosk-context.ts';
import { ScreenFrame } from '../../../ui/ScreenFrame.tsx';
import { TouchButton } from '../../../ui/TouchButton.tsx';
import type { Props } from './props.ts';
import { SignPad } from './SignPad.tsx';
import { type Point, strokesOf } from './strokes.ts';

/** The name, written with a finger or a pen. */
export function Sign({ screen }: Props<'sign'>) {
  const { view, send } = useKiosk();
  const t = useTexts();
  const localized = useLocalized();
  const [drawn, setDrawn] = useState<readonly (readonly Point[])[]>([]);
  const empty = drawn.length === 0;
  return (
    <ScreenFrame
      about={localized(screen.item)}
      instruction={t('screen.sign.title')}
      detail={screen.busy ? t('service.moment') : t('screen.sign.text', { phone: view.site.helpPhone })}
      share="all"
      actions={{
        back: true,
        stop: true,
        primary: empty
          ? undefined
          : {
              text: t('screen.sign.take'),
              icon: <Check aria-hidden="true" />,
              onTap: () => send({ type: 'SIGN', strokes: strokesOf(drawn).map((stroke) => [...stroke]) }),
            },
      }}
    >
      <SignPad
        label={empty ? t('screen.sign.pad') : t('screen.sign.written', { strokes: drawn.length })}
        drawn={drawn}
        onDrawn={setDrawn}
      />
      <TouchButton className="quiet wide" unavailable={empty} onTap={() => setDrawn([])}>
        <Eraser aria-hidden="true" />
        <span>{t('screen.sign.clear')}</span>
      </TouchButton>
    </ScreenFrame>
  );
}
