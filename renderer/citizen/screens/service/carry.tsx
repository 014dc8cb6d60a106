import { ArrowLeft, Check, RotateCw, Timer } from 'lucide-react';
import { useLocalized, useTexts } from '../../../i18n/texts.ts';
import { formatTimeLeft } from '../../../ui/format.ts';
import { useKiosk } from '../../../ui/kiosk-context.ts';
import { AskCityPicture } from '../../../ui/pictures/city.tsx';
import { ProblemPicture } from '../../../ui/pictures/pictures.tsx';
import { ScreenFrame } from '../../../ui/ScreenFrame.tsx';
import { TouchButton } from '../../../ui/TouchButton.tsx';
import { useSecondsLeft } from '../../../ui/use-seconds-left.ts';
import type { Props } from './props.ts';
import { QrCode } from './QrCode.tsx';

/** The code that goes on elsewhere, for how long, and the way back into the form. */
export function Carry({ screen }: Props<'carry'>) {
  const { send } = useKiosk();
  const t = useTexts();
  const localized = useLocalized();
  const { qr } = screen;
  if (qr === null)
    return (
      <ScreenFrame
        about={localized(screen.item)}
        instruction={t('screen.carry.leaving')}
        detail={t('screen.carry.leavingText')}
        picture={<AskCityPicture direction="there" />}
        share="strip"
        actions={{ stop: true }}
      >
        <GoOnHere />
      </ScreenFrame>
    );
  return (
    <ScreenFrame
      about={localized(screen.item)}
      instruction={t('screen.carry.title')}
      detail={t('screen.carry.text')}
      picture={<QrCode text={qr} label={t('screen.carry.code')} />}
      share="strip"
      actions={{
        stop: true,
        primary: {
          text: t('screen.carry.done'),
          icon: <Check aria-hidden="true" />,
          onTap: () => send({ type: 'DONE' }),
        },
      }}
    >
      <Validity screen={screen} />
      <GoOnHere />
    </ScreenFrame>
  );
}

function Validity({ screen }: Props<'carry'>) {
  const t = useTexts();
  const time = formatTimeLeft(useSecondsLeft(screen));
  return (
    <p className="note" data-kind="info">
      <Timer aria-hidden="true" />
      <span>{t('screen.carry.left', { time })}</span>
    </p>
  );
}

function GoOnHere() {
  const { send } = useKiosk();
  const t = useTexts();
  return (
    <TouchButton className="quiet wide" onTap={() => send({ type: 'BACK' })}>
      <ArrowLeft aria-hidden="true" />
      <span>{t('screen.carry.here')}</span>
    </TouchButton>
  );
}

/** It could not be left, or its time has passed. Here nothing is lost. */
export function CarryTrouble({ screen }: Props<'carry-problem'>) {
  const { send } = useKiosk();
  const t = useTexts();
  const localized = useLocalized();
  const expired = screen.problem === 'carry-expired';
  return (
    <ScreenFrame
      about={localized(screen.item)}
      instruction={expired ? t('screen.carry-problem.expired') : t('screen.carry-problem.notLeft')}
      detail={t('screen.carry-problem.kept')}
      picture={<ProblemPicture problem={screen.problem} />}
      share="strip"
      actions={{
        stop: true,
        primary: {
          text: expired ? t('screen.carry-problem.another') : t('screen.carry-problem.retry'),
          icon: <RotateCw aria-hidden="true" />,
          onTap: () => send({ type: 'RETRY' }),
        },
      }}
    >
      <GoOnHere />
    </ScreenFrame>
  );
}

/** What was left at another kiosk is being fetched. */
export function Carried() {
  const t = useTexts();
  return (
    <ScreenFrame
      instruction={t('screen.carried.title')}
      detail={t('screen.carried.text')}
      picture={<AskCityPicture direction="back" />}
      actions={{ stop: true }}
    />
  );
}

/** It cannot be picked up, and what can be done instead. */
export function CarriedTrouble({ screen }: Props<'carried-problem'>) {
  const { send } = useKiosk();
  const t = useTexts();
  const { problem, canRetry } = screen;
  return (
    <ScreenFrame
      instruction={t(`problem.${problem}.title`)}
      detail={t(`problem.${problem}.do`)}
      picture={<ProblemPicture problem={problem} />}
      actions={{
        stop: true,
        primary: canRetry
          ? {
              text: t('screen.carried-problem.retry'),
              icon: <RotateCw aria-hidden="true" />,
              onTap: () => send({ type: 'RETRY' }),
            }
          : undefined,
      }}
    />
  );
}
