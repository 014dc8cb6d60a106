import { CircleAlert, Pencil } from 'lucide-react';
import { useLocalized, useTexts } from '../../../i18n/texts.ts';
import { useKiosk } from '../../../ui/kiosk-context.ts';
import { Pager } from '../../../ui/Pager.tsx';
import { ScreenFrame } from '../../../ui/ScreenFrame.tsx';
import { TouchButton } from '../../../ui/TouchButton.tsx';
import type { Props } from './props.ts';

/** What speaks against it, and what can be done about each. */
export function Blocked({ screen }: Props<'blocked'>) {
  const { send } = useKiosk();
  const t = useTexts();
  const localized = useLocalized();
  return (
    <ScreenFrame
      about={localized(screen.item)}
      instruction={t('screen.blocked.title')}
      detail={screen.canChange ? t('screen.blocked.text') : t('screen.blocked.counter')}
      share="all"
      actions={{ back: screen.canChange, stop: true }}
    >
      <Pager
        kind="rows"
        items={screen.faults}
        label={t('screen.blocked.title')}
        keyOf={({ field, reason }) => `${field} ${localized(reason)}`}
        render={({ reason, remedy, field }) => (
          <div className="row" data-kind="alert">
            <CircleAlert aria-hidden="true" />
            <p className="row-text">
              <strong>{localized(reason)}</strong>
              {remedy !== null && <span>{localized(remedy)}</span>}
            </p>
            {field !== null && (
              <div className="row-actions">
                <TouchButton className="quiet" onTap={() => send({ type: 'EDIT', field })}>
                  <Pencil aria-hidden="true" />
                  <span>{t('screen.review.change')}</span>
                </TouchButton>
              </div>
            )}
          </div>
        )}
      />
    </ScreenFrame>
  );
}
