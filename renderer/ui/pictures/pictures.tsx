import type { CarryProblem } from '../../../contract/carry-view.ts';
import type { ServiceProblem } from '../../../contract/service-view.ts';
import { useBeat } from '../use-beat.ts';
import { Moving } from './Moving.tsx';
import {
  AlertShape,
  CardShape,
  HallShape,
  PageShape,
  ReaderShape,
  ScannerShape,
  TicketShape,
  WavesShape,
} from './parts.tsx';

/** Every picture repeats in a drawing what the instruction says in words, so it is silent to readers. */
const frame = { viewBox: '14 4 212 136', 'aria-hidden': true, focusable: false } as const;

const readingBeatMs = 350;

/** The card goes onto the reader, lies there while it is read, or is lifted off. */
export function CardPicture({ phase }: { phase: 'put' | 'reading' | 'take' }) {
  return (
    <svg {...frame} className={`p p-card-${phase}`}>
      <ReaderShape />
      {phase === 'reading' ? <ReadingWaves /> : <WavesShape />}
      <Moving motion={phase === 'reading' ? null : 'blink'} className="p-arrows">
        <path
          className="p-arrow"
          d={phase === 'take' ? 'M196 62V22m-11 11 11-11 11 11' : 'M196 22v40m-11-11 11 11 11-11'}
        />
      </Moving>
      <g transform="translate(82 20)">
        <Moving motion={phase === 'reading' ? null : `card-${phase}`} className="p-moving-card">
          <CardShape />
        </Moving>
      </g>
    </svg>
  );
}

/** A code is held before the scanner. */
export function CodePicture() {
  return (
    <svg {...frame} className="p">
      <ScannerShape />
    </svg>
  );
}

/** The card or the code, whichever is at hand. */
export function CardOrCodePicture() {
  return (
    <div className="p-pair">
      <CardPicture phase="put" />
      <CodePicture />
    </div>
  );
}

/** Goes step by step: a browser that animates makes the name that follows wait for its next frame. */
function ReadingWaves() {
  return <WavesShape lit={1 + (useBeat(readingBeatMs) % 3)} />;
}

/** What the printer gives; it comes out of the slot; it hangs there to be taken. Only the first stands still. */
export function TicketPicture({ phase }: { phase: 'offered' | 'printing' | 'take' }) {
  return (
    <svg {...frame} className={`p p-ticket-${phase}`}>
      <clipPath id="under-slot">
        <rect x="60" y="30" width="130" height="114" />
      </clipPath>
      <rect className="p-device p-line" x="44" y="10" width="152" height="32" rx="8" />
      <g clipPath="url(#under-slot)">
        <g transform="translate(84 30)">
          <g className="p-moving-ticket">
            <TicketShape />
          </g>
        </g>
      </g>
      <rect className="p-slot" x="72" y="25" width="96" height="7" rx="3.500" />
      {phase === 'take' && (
        <Moving motion="blink" className="p-arrows">
          <path className="p-arrow" d="M196 62v40m-11-11 11 11 11-11" />
        </Moving>
      )}
    </svg>
  );
}

/** Both things to take away, the card first. */
export function TakeBothPicture() {
  return (
    <div className="p-pair">
      <CardPicture phase="take" />
      <TicketPicture phase="take" />
    </div>
  );
}

type Part = 'card' | 'reader' | 'code' | 'printer' | 'kiosk' | 'city' | 'page';
const partOf: Record<ServiceProblem | CarryProblem, Part> = {
  'card-moved': 'reader',
  'card-unreadable': 'reader',
  'card-unknown': 'card',
  'card-invalid': 'card',
  'card-expired': 'card',
  'reader-unavailable': 'reader',
  'code-unknown': 'code',
  'code-expired': 'code',
  'code-unreadable': 'code',
  'code-unchecked': 'code',
  'scanner-unavailable': 'code',
  'printer-paper-out': 'printer',
  'printer-cover-open': 'printer',
  'printer-fault': 'printer',
  'printer-unavailable': 'printer',
  'kiosk-fault': 'kiosk',
  'power-out': 'kiosk',
  'power-low': 'kiosk',
  'city-unavailable': 'city',
  'city-wrong-person': 'city',
  'city-refused': 'city',
  'document-refused': 'page',
  'carry-unknown': 'code',
  'carry-expired': 'code',
  'carry-used': 'code',
  'carry-other-site': 'code',
  'carry-other-version': 'kiosk',
  'carry-other-person': 'card',
};

/** Shows the part that has the trouble. */
export function ProblemPicture({ problem }: { problem: ServiceProblem | CarryProblem }) {
  const part = partOf[problem];
  return (
    <svg {...frame} className="p">
      {part === 'card' && (
        <g transform="translate(58 24) scale(1.600)">
          <CardShape />
        </g>
      )}
      {part === 'reader' && (
        <>
          <ReaderShape />
          <WavesShape />
          <g transform="translate(64 30) rotate(-9)">
            <CardShape />
          </g>
        </>
      )}
      {part === 'code' && <ScannerShape />}
      {part === 'printer' && (
        <>
          <rect className="p-device p-line" x="44" y="20" width="152" height="76" rx="10" />
          <rect className="p-slot" x="72" y="62" width="96" height="8" rx="4" />
          <path
            className="p-paper p-line"
            d="M84 68h72v38l-6-4-6 4-6-4-6 4-6-4-6 4-6-4-6 4-6-4-6 4-6-4-6 4z"
          />
        </>
      )}
      {part === 'kiosk' && <KioskShape />}
      {part === 'city' && (
        <g transform="translate(58 18)">
          <HallShape />
        </g>
      )}
      {part === 'page' && (
        <g transform="translate(78 12)">
          <PageShape />
        </g>
      )}
      <g transform="translate(158 84) scale(1.350)">
        <AlertShape />
      </g>
    </svg>
  );
}

export function KioskShape() {
  return (
    <>
      <path className="p-device p-line" d="M84 6h72a8 8 0 0 1 8 8v84H76V14a8 8 0 0 1 8-8z" />
      <rect className="p-paper p-line" x="85" y="15" width="70" height="58" rx="4" />
      <path className="p-device p-line" d="M70 98h100l6 14H64zM92 112h56v24H92z" />
      <rect className="p-slot" x="96" y="82" width="32" height="5" rx="2.500" />
      <rect className="p-slot" x="136" y="80" width="16" height="9" rx="2" />
      <path className="p-ground" d="M50 137.500h140" />
    </>
  );
}

/** The machine rests. */
export function PausePicture() {
  return (
    <svg {...frame} className="p">
      <KioskShape />
      <path className="p-pause" d="M112 32v24M128 32v24" />
    </svg>
  );
}

/** The machine wakes up. */
export function StartingPicture() {
  return (
    <svg {...frame} className="p p-starting">
      <KioskShape />
      <g className="p-dots">
        <circle cx="106" cy="44" r="4" />
        <circle cx="120" cy="44" r="4" />
        <circle cx="134" cy="44" r="4" />
      </g>
    </svg>
  );
}

export function DonePicture() {
  return (
    <svg {...frame} className="p">
      <circle className="p-done" cx="120" cy="72" r="56" />
      <path className="p-done-mark" d="m94 74 18 18 36-40" />
    </svg>
  );
}

/** Personal data is wiped: a shield over an emptied card. */
export function ErasePicture() {
  return (
    <svg {...frame} className="p p-erase">
      <g transform="translate(52 30) scale(1.500)">
        <rect className="p-paper p-line" width="76" height="48" rx="5" />
        <path className="p-mark p-fading" d="M8 12h24M8 21h34M8 30h28M8 39h34" />
      </g>
      <path
        className="p-shield"
        d="M158 60c10 6 19 8 28 8 0 34-8 52-28 64-20-12-28-30-28-64 9 0 18-2 28-8z"
      />
      <path className="p-done-mark p-small" d="m146 94 9 10 17-20" />
    </svg>
  );
}
