import { ArrowRight, RotateCw } from 'lucide-react';
import type { Screen, Way } from '../../../contract/view.ts';
import { useTexts } from '../../i18n/texts.ts';
import { type Kiosk, useKiosk } from '../../ui/kiosk-context.ts';
import { CardOrCodePicture, CardPicture, CodePicture, ProblemPicture } from '../../ui/pictures/pictures.tsx';
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

type Waiting = 'waiting' | 'codeWaiting' | 'eitherWaiting' | 'receiptWaiting' | 'scanWaiting';
type Said = Waiting | 'reading' | 'checking';

/** What the citizen is asked for, by what can be shown now. */
function waitingFor(ways: readonly Way[]): Waiting {
  const card = ways.includes('card');
  if (ways.includes('receipt')) return card ? 'receiptWaiting' : 'scanWaiting';
  if (ways.includes('code')) return card ? 'eitherWaiting' : 'codeWaiting';
  return 'waiting';
}

function Picture({ said }: { said: Said }) {
  if (said === 'reading') return <CardPicture phase="reading" />;
  if (said === 'waiting') return <CardPicture phase="put" />;
  return said === 'eitherWaiting' || said === 'receiptWaiting' ? <CardOrCodePicture /> : <CodePicture />;
}

export function Identify({ screen }: Props<'identify'>) {
  const { send } = useKiosk();
  const t = useTexts();
  const { phase } = screen;
  const said = phase === 'waiting' ? waitingFor(screen.ways) : phase;
  return (
    <ScreenFrame
      instruction={t(`screen.identify.${said}`)}
      detail={t(`screen.identify.${said}Text`)}
      picture={<Picture said={said} />}
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
