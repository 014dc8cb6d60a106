import { FlaskConical, Info } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CitizenEvent } from '../../contract/citizen-event.ts';
import { type Language, languages } from '../../contract/localized.ts';
import type { KioskView } from '../../contract/view.ts';
import { textsOf, useTexts } from '../i18n/texts.ts';
import { type Kiosk as KioskHandle, KioskContext, type Outcome, useKiosk } from '../ui/kiosk-context.ts';
import { HelpOverlay, IdleOverlay, isLastWarning, LastSeconds } from '../ui/overlays.tsx';
import { Panel } from '../ui/Panel.tsx';
import type { Shell } from './connection.ts';
import { ScreenOf } from './ScreenOf.tsx';

const noticeMs = 4000;
/** The usual panel, until the host has named the real one. */
const assumedInch = 21.5;

interface Props {
  view: KioskView;
  onEvent: (event: CitizenEvent) => Promise<Outcome>;
}

/** The whole of what a citizen sees: a projection of one view. */
export function Kiosk({ view, onEvent }: Props) {
  const [refused, setRefused] = useState<{ outcome: Exclude<Outcome, 'accepted'>; count: number } | null>(
    null,
  );
  const live = useRef<HTMLDivElement>(null);

  const send = useCallback(
    (event: CitizenEvent) => {
      void onEvent(event).then((outcome) => {
        // Letting go of "hold to show" is no request: the step may have moved on meanwhile.
        if (event.type === 'REVEAL' && !event.on) return;
        setRefused((before) =>
          outcome === 'accepted' ? null : { outcome, count: (before?.count ?? 0) + 1 },
        );
      });
    },
    [onEvent],
  );
  const announce = useCallback((text: string) => {
    if (live.current !== null) live.current.textContent = text;
  }, []);
  const kiosk = useMemo<KioskHandle>(() => ({ view, send, announce }), [view, send, announce]);

  useEffect(() => {
    if (refused === null) return;
    const timer = setTimeout(() => setRefused(null), noticeMs);
    return () => clearTimeout(timer);
  }, [refused]);

  const { idle, helpOpen } = view;
  const last = isLastWarning(idle);
  const asking = idle?.phase === 'warning' && !last ? idle : null;
  const covered = asking !== null || helpOpen;
  return (
    <KioskContext value={kiosk}>
      <Panel panel={view.panel} settings={view.settings} training={view.training}>
        <TrainingRibbon />
        {idle !== null && last && <LastSeconds idle={idle} />}
        <div className="layer" inert={covered}>
          <ScreenOf screen={view.screen} />
        </div>
        {asking !== null ? <IdleOverlay idle={asking} /> : helpOpen && <HelpOverlay />}
        <Notice key={refused?.count} outcome={refused?.outcome ?? null} />
        <div ref={live} className="unseen" aria-live="polite" />
      </Panel>
    </KioskContext>
  );
}

function TrainingRibbon() {
  const { view } = useKiosk();
  const t = useTexts();
  if (!view.training) return null;
  return (
    <aside className="training">
      <FlaskConical aria-hidden="true" />
      <span>{t('app.training')}</span>
    </aside>
  );
}

/** A touch that was not accepted is answered here, gently. */
function Notice({ outcome }: { outcome: Exclude<Outcome, 'accepted'> | null }) {
  const t = useTexts();
  return (
    <div role="status">
      {outcome !== null && (
        <p className="notice">
          <Info aria-hidden="true" />
          <span>{t(`rejected.${outcome}`)}</span>
        </p>
      )}
    </div>
  );
}

/** Shown before the first view and while the host is away. Knows nobody. */
export function OneMoment({ shell }: { shell: Shell | null }) {
  const language: Language = shell?.settings.language ?? languages[0];
  const order = [language, ...languages.filter((other) => other !== language)];
  return (
    <Panel
      panel={
        shell?.panel ?? {
          widthPx: window.innerWidth,
          heightPx: window.innerHeight,
          diagonalInch: assumedInch,
        }
      }
      settings={shell?.settings ?? { language, textSize: 1, contrast: 'default', reach: 'standard' }}
      training={shell?.training ?? false}
    >
      <main className="one-moment">
        <span className="breath" aria-hidden="true" />
        {order.map((each, index) => {
          const t = textsOf(each);
          return (
            <div key={each} lang={each}>
              {index === 0 ? <h1>{t('screen.connecting.title')}</h1> : <p>{t('screen.connecting.title')}</p>}
              <p>{t('screen.connecting.text')}</p>
            </div>
          );
        })}
      </main>
    </Panel>
  );
}
