import { useBeat } from '../use-beat.ts';
import { HallShape, PageShape } from './parts.tsx';
import { KioskShape } from './pictures.tsx';

const frame = { viewBox: '14 4 212 136', 'aria-hidden': true, focusable: false } as const;

// Everything here goes step by step: what a browser animates is drawn at every frame, and what follows waits for it.
const beatMs = 450;
const dots = [0, 1, 2, 3];
const pageSteps = 4;

/** The kiosk on the left, the city on the right; what is asked goes there, what is known comes back. */
export function AskCityPicture({ direction }: { direction: 'there' | 'back' }) {
  const beat = useBeat(beatMs) % dots.length;
  const lit = direction === 'there' ? beat : dots.length - 1 - beat;
  return (
    <svg {...frame} className="p">
      <g transform="translate(-38 38) scale(0.720)">
        <KioskShape />
      </g>
      <g transform="translate(142 40) scale(0.760)">
        <HallShape />
      </g>
      <g className="p-way">
        {dots.map((dot) => (
          <circle key={dot} cx={92 + dot * 14} cy="72" r="4.200" data-lit={dot === lit ? '' : undefined} />
        ))}
      </g>
    </svg>
  );
}

/** A4 pages come out of their slot. */
export function PagePicture() {
  const step = 1 + (useBeat(beatMs) % pageSteps);
  return (
    <svg {...frame} className="p">
      <clipPath id="under-page-slot">
        <rect x="60" y="30" width="130" height="114" />
      </clipPath>
      <rect className="p-device p-line" x="44" y="8" width="152" height="30" rx="8" />
      <g clipPath="url(#under-page-slot)">
        <g transform={`translate(82 ${30 - 104 * (1 - step / pageSteps)})`}>
          <PageShape />
        </g>
      </g>
      <rect className="p-slot" x="72" y="25" width="96" height="7" rx="3.500" />
    </svg>
  );
}
