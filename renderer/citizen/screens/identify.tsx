import { ArrowRight, RotateCw } from 'lucide-react';
import type { Screen } from '../../../contract/view.ts';
import { useTexts } from '../../i18n/texts.ts';
import { type Kiosk, useKiosk } from '../../ui/kiosk-context.ts';
import { CardPicture, ProblemPicture } from '../../ui/pictures/pictures.tsx';
import { ScreenFrame } from '../../ui/ScreenFrame.tsx';
import { TouchButton } from '../../ui/TouchButton.tsx';

type Props<Name extends Screen['name']> = { screen: Extract<Screen, { name: Name }> };

function Skip({ text, send }: { text: string; send: Kiosk['send'] }) {
  return (
    <TouchButton className="quiet wide" onTap={() => send({ type: 'SKIP_IDENTITY' })}>
      <span>{text}</span>
      <ArrowRight aria-hidden="true" />
    </TouchButton>
  );
}

export function Identify({ screen }: Props<'identify'>) {
  const { send } = useKiosk();
  const t = useTexts();
  const reading = screen.phase === 'reading';
  return (
    <ScreenFrame
      instruction={reading ? t('screen.identify.reading') : t('screen.identify.waiting')}
      detail={reading ? t('screen.identify.readingText') : t('screen.identify.waitingText')}
      picture={<CardPicture phase={reading ? 'reading' : 'put'} />}
      share="strip"
      actions={{ stop: true }}
    >
      {screen.canSkip && <Skip text={t('screen.identify.skip')} send={send} />}
    </ScreenFrame>
  );
}

export function IdentifyProblem({ screen }: Props<'identify-problem'>) {
  const { send } = useKiosk();
  const t = useTexts();
  return (
    <ScreenFrame
      instruction={t(`problem.${screen.problem}.title`)}
      detail={t(`problem.${screen.problem}.do`)}
      picture={<ProblemPicture problem={screen.problem} />}
      share="strip"
      actions={{
        stop: true,
        primary: screen.canRetry
          ? {
              text: t('screen.identify-problem.retry'),
              icon: <RotateCw aria-hidden="true" />,
              onTap: () => send({ type: 'RETRY' }),
            }
          : undefined,
      }}
    >
      {screen.canSkip && <Skip text={t('screen.identify-problem.skip')} send={send} />}
    </ScreenFrame>
  );
}
