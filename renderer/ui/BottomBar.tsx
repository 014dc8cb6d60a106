import { ArrowLeft, CirclePause, CircleX } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTexts } from '../i18n/texts.ts';
import { useKiosk } from './kiosk-context.ts';
import { TouchButton } from './TouchButton.tsx';

export interface Action {
  text: string;
  icon: ReactNode;
  onTap: () => void;
}

export interface BottomActions {
  /** A function where it leads back within the screen. */
  back?: boolean | (() => void);
  stop?: boolean;
  primary?: Action | undefined;
}

/** Back, stop, leaving it for another kiosk where that is possible, and the one primary action, always in the same place. */
export function BottomBar({ back, stop, primary }: BottomActions) {
  const { view, send } = useKiosk();
  const t = useTexts();
  return (
    <nav className="bottombar" aria-label={t('action.bar')}>
      {back !== undefined && back !== false && (
        <TouchButton className="quiet" onTap={() => (back === true ? send({ type: 'BACK' }) : back())}>
          <ArrowLeft aria-hidden="true" />
          <span>{t('action.back')}</span>
        </TouchButton>
      )}
      {stop === true && (
        <TouchButton className="stop" onTap={() => send({ type: 'CANCEL' })}>
          <CircleX aria-hidden="true" />
          <span>{t('action.stop')}</span>
        </TouchButton>
      )}
      {view.canPause && (
        <TouchButton className="tool" onTap={() => send({ type: 'PAUSE_HERE' })}>
          <CirclePause aria-hidden="true" />
          <span>{t('action.pause')}</span>
        </TouchButton>
      )}
      {primary !== undefined && (
        <TouchButton className="primary" onTap={primary.onTap}>
          {primary.icon}
          <span>{primary.text}</span>
        </TouchButton>
      )}
    </nav>
  );
}
