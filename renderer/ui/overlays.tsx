import { CircleX, Hourglass, MapPin, Phone } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import type { IdleView } from '../../contract/view.ts';
import { useLocalized, useTexts } from '../i18n/texts.ts';
import { useKiosk } from './kiosk-context.ts';
import { TouchButton } from './TouchButton.tsx';
import { useSecondsLeft } from './use-seconds-left.ts';

function Dialog({ title, className, children }: { title: string; className: string; children: ReactNode }) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
  }, []);
  return (
    <div className="scrim">
      <div
        ref={box}
        className={`dialog ${className}`}
        role="alertdialog"
        aria-modal="true"
        aria-labelledby={id}
        tabIndex={-1}
      >
        <h2 id={id}>{title}</h2>
        {children}
      </div>
    </div>
  );
}

export function HelpOverlay() {
  const { view, send } = useKiosk();
  const t = useTexts();
  const localized = useLocalized();
  return (
    <Dialog title={t('help.title')} className="help">
      <div className="help-call">
        <p>{t('help.call')}</p>
        <p className="help-phone">
          <Phone aria-hidden="true" />
          {view.site.helpPhone}
        </p>
        <p>{t('help.where')}</p>
        <p className="help-where">
          <MapPin aria-hidden="true" />
          <span>
            {localized(view.site.name)} · {localized(view.site.place)}
          </span>
        </p>
      </div>
      <div className="help-hints">
        {view.step !== null && <p>{t('help.stop')}</p>}
        <p>{t('help.display')}</p>
      </div>
      <div className="dialog-actions">
        <TouchButton className="primary" onTap={() => send({ type: 'HELP', open: false })}>
          <span>{view.step === null ? t('help.closeIdle') : t('help.close')}</span>
        </TouchButton>
      </div>
    </Dialog>
  );
}

/** "Still there?": one touch to go on, one to stop; the rest of the screen waits. */
export function IdleOverlay({ idle }: { idle: IdleView }) {
  const { send } = useKiosk();
  const t = useTexts();
  const seconds = useSecondsLeft(idle);
  return (
    <Dialog title={t('time.warningTitle')} className="idle">
      <p className="idle-seconds" aria-hidden="true">
        {seconds}
      </p>
      <p>{t('time.warningText', { seconds })}</p>
      <div className="dialog-actions">
        <TouchButton className="stop" onTap={() => send({ type: 'CANCEL' })}>
          <CircleX aria-hidden="true" />
          <span>{t('action.stop')}</span>
        </TouchButton>
        <TouchButton className="primary extend" onTap={() => send({ type: 'EXTEND' })}>
          <span>{t('time.extend')}</span>
        </TouchButton>
      </div>
    </Dialog>
  );
}

/** A warning that cannot be answered with more time. */
export const isLastWarning = (idle: IdleView | null): boolean =>
  idle?.phase === 'warning' && idle.extensionsLeft === 0;

/** The last warning: nothing can extend the time any more, so nothing is laid over what has to be finished. */
export function LastSeconds({ idle }: { idle: IdleView }) {
  const t = useTexts();
  const seconds = useSecondsLeft(idle);
  return (
    <aside className="last" aria-label={t('time.ring')}>
      <Hourglass aria-hidden="true" />
      <span>{t('time.lastTitle', { seconds })}</span>
    </aside>
  );
}
