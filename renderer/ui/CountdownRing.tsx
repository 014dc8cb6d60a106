import { useTexts } from '../i18n/texts.ts';
import { useKiosk } from './kiosk-context.ts';

/** A quiet ring that empties: the time left for this step. It speaks up only in the warning. */
export function CountdownRing() {
  const { view } = useKiosk();
  const t = useTexts();
  if (view.idle === null) return null;
  const { remainingMs, totalMs } = view.idle;
  return (
    <svg className="ring" viewBox="0 0 20 20" role="img" aria-label={t('time.ring')}>
      <circle className="ring-ground" cx="10" cy="10" r="8" />
      <circle
        // A push restarts the animation at what it says is left.
        key={view.revision}
        className="ring-left"
        cx="10"
        cy="10"
        r="8"
        pathLength={1}
        style={{
          strokeDashoffset: 1 - remainingMs / totalMs,
          animationDuration: `${totalMs}ms`,
          animationDelay: `${remainingMs - totalMs}ms`,
        }}
      />
    </svg>
  );
}
