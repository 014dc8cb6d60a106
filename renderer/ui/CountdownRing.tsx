import type { IdleView } from '../../contract/view.ts';
import { useTexts } from '../i18n/texts.ts';
import { useKiosk } from './kiosk-context.ts';
import { useSecondsLeft } from './use-seconds-left.ts';

/** A quiet ring that empties: the time left for this step. It speaks up only in the warning. */
export function CountdownRing() {
  const { view } = useKiosk();
  return view.idle === null ? null : <Ring idle={view.idle} />;
}

function Ring({ idle }: { idle: IdleView }) {
  const t = useTexts();
  const left = useSecondsLeft(idle) * 1000;
  return (
    <svg className="ring" viewBox="0 0 20 20" role="img" aria-label={t('time.ring')}>
      <circle className="ring-ground" cx="10" cy="10" r="8" />
      <circle
        // Once a second, not a CSS animation: that would draw sixty frames a second all day, and each touch
        // would wait for the one under way.
        className="ring-left"
        cx="10"
        cy="10"
        r="8"
        pathLength={1}
        style={{ strokeDashoffset: Math.max(0, 1 - left / idle.totalMs) }}
      />
    </svg>
  );
}
