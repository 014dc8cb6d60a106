import { FlaskConical, Info } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { CitizenEvent } from '../../contract/citizen-event.ts';
import { type Language, languages } from '../../contract/localized.ts';
import type { KioskView, Screen } from '../../contract/view.ts';
import { type TextKey, type Texts, textsOf, useTexts } from '../i18n/texts.ts';
import { type Kiosk as KioskHandle, KioskContext, type Outcome, useKiosk } from '../ui/kiosk-context.ts';
import { HelpOverlay, IdleOverlay, isLastWarning, LastSeconds } from '../ui/overlays.tsx';
import { Head } from '../ui/Head.tsx';
import { Panel } from '../ui/Panel.tsx';
import type { Shell } from './connection.ts';
import { forget } from './forget.ts';
import { ScreenOf } from './ScreenOf.tsx';

const noticeMs = 4000;
/** A host that starts again is back long before; after this, nobody is asked to wait any longer. */
const momentMs = 20_000;
/** A touch that was not accepted, and why. */
interface Refusal {
  event: CitizenEvent;
  outcome: Exclude<Outcome, 'accepted'>;
}

/** The usual panel, until the host has named the real one. */
const assumedInch = 21.5;

interface Props {
  view: KioskView;
  onEvent: (event: CitizenEvent) => Promise<Outcome>;
}

/** The whole of what a citizen sees: a projection of one view. */
export function Kiosk({ view, onEvent }: Props) {
  const [refused, setRefused] = useState<(Refusal & { count: number }) | null>(null);
  const live = useRef<HTMLDivElement>(null);

  const send = useCallback(
    (event: CitizenEvent) => {
      void onEvent(event).then((outcome) => {
        // Letting go of "hold to show" is no request: the step may have moved on meanwhile.
        if (event.type === 'REVEAL' && !event.on) return;
        // The second tap of a double tap: the thanks screen is the answer to both.
        if (event.type === 'DONE' && outcome === 'busy') return;
        setRefused((before) =>
          outcome === 'accepted' ? null : { event, outcome, count: (before?.count ?? 0) + 1 },
        );
      });
    },
    [onEvent],
  );
  const announce = useCallback((text: string) => {
    // Not before the paint: the page would be laid out twice for it.
    setTimeout(() => {
      if (live.current !== null) live.current.textContent = text;
    });
  }, []);
  const before = useBefore(view.screen.name);
  const kiosk = useMemo<KioskHandle>(
    () => ({ view, before, send, announce }),
    [view, before, send, announce],
  );

  useEffect(() => {
    if (refused === null) return;
    const timer = setTimeout(() => setRefused(null), noticeMs);
    return () => clearTimeout(timer);
  }, [refused]);

  const { name } = view.screen;
  useEffect(() => {
    if (name === 'attract') forget();
  }, [name]);

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
          <Head />
          <ScreenOf screen={view.screen} />
        </div>
        {asking !== null ? <IdleOverlay idle={asking} /> : helpOpen && <HelpOverlay />}
        <Notice key={refused?.count} refused={refused} />
        <div ref={live} className="unseen" aria-live="polite" />
      </Panel>
    </KioskContext>
  );
}

/** The screen before the present one; null on the first. */
function useBefore(name: Screen['name']): Screen['name'] | null {
  const [screens, setScreens] = useState<{ now: Screen['name']; before: Screen['name'] | null }>({
    now: name,
    before: null,
  });
  if (screens.now !== name) setScreens({ now: name, before: screens.now });
  return screens.before;
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
function Notice({ refused }: { refused: Refusal | null }) {
  const { view } = useKiosk();
  const t = useTexts();
  return (
    <div role="status">
      {refused !== null && (
        <p className="notice">
          <Info aria-hidden="true" />
          <span>{t(reasonOf(refused, view.screen))}</span>
        </p>
      )}
    </div>
  );
}

/** Where a touch can be refused for one reason only, that reason is named, with what to do. */
function reasonOf({ event, outcome }: Refusal, screen: Screen): TextKey {
  if (event.type === 'CHOOSE' && outcome === 'unavailable') return 'rejected.needs-card';
  if (event.type === 'DONE' && screen.name === 'take' && screen.card === 'on-reader')
    return 'rejected.card-first';
  return `rejected.${outcome}`;
}

/** `shell`: null where no host has been there yet. */
const elsewhere = (t: Texts, shell: Shell | null): string =>
  shell === null
    ? t('screen.connecting.counter')
    : `${t('screen.out-of-service.next')} ${shell.site.helpPhone}`;

/** Shown before the first view and while the host is away. Knows nobody. */
export function OneMoment({ shell }: { shell: Shell | null }) {
  const language: Language = shell?.settings.language ?? languages[0];
  const order = [language, ...languages.filter((other) => other !== language)];
  const [over, setOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), momentMs);
    return () => clearTimeout(timer);
  }, []);
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
        {!over && <span className="breath" aria-hidden="true" />}
        {order.map((each, index) => {
          const t = textsOf(each);
          const title = t(over ? 'screen.out-of-service.title' : 'screen.connecting.title');
          return (
            <div key={each} lang={each}>
              {index === 0 ? <h1>{title}</h1> : <p>{title}</p>}
              <p>{over ? elsewhere(t, shell) : t('screen.connecting.text')}</p>
            </div>
          );
        })}
      </main>
    </Panel>
  );
}
