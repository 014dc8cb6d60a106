import { RotateCw } from 'lucide-react';
import { useLocalized, useTexts } from '../../../i18n/texts.ts';
import { useKiosk } from '../../../ui/kiosk-context.ts';
import { ProblemPicture } from '../../../ui/pictures/pictures.tsx';
import { ScreenFrame } from '../../../ui/ScreenFrame.tsx';
import type { Props } from './props.ts';

/** What is in the way, what to do about it, and the city's own words where it said no. */
export function ServiceTrouble({ screen }: Props<'service-problem'>) {
  const { send } = useKiosk();
  const t = useTexts();
  const localized = useLocalized();
  const { problem, reason, canRetry } = screen;
  return (
    <ScreenFrame
      about={localized(screen.item)}
      instruction={t(`problem.${problem}.title`)}
      detail={t(`problem.${problem}.do`)}
      picture={<ProblemPicture problem={problem} />}
      share="strip"
      actions={{
        stop: true,
        primary: canRetry
          ? {
              text: t('screen.service-problem.retry'),
              icon: <RotateCw aria-hidden="true" />,
              onTap: () => send({ type: 'RETRY' }),
            }
          : undefined,
      }}
    >
      {reason !== null && (
        <dl className="row" data-kind="alert">
          <div className="row-text">
            <dt>{t('screen.service-problem.reason')}</dt>
            <dd className="row-value">{localized(reason)}</dd>
          </div>
        </dl>
      )}
    </ScreenFrame>
  );
}
