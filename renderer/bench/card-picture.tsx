import type { BenchCard } from '../../drivers/bench/protocol.ts';

/** Ground and line colours by which the kinds are told apart at a glance; no likeness of the real cards. */
const looks: Record<BenchCard['kind'], { ground: string; line: string; sign: string }> = {
  citizen: { ground: '#e3f0ec', line: '#4f9181', sign: '居' },
  'residence-permit': { ground: '#e2ecf8', line: '#4a7ab8', sign: '港澳台' },
  'foreigner-2017': { ground: '#f6efdc', line: '#a98a3c', sign: '17' },
  'foreigner-2023': { ground: '#f9e7e4', line: '#b5625a', sign: '23' },
  unknown: { ground: '#ececef', line: '#7c8190', sign: '?' },
};

/** A card of 85.6 × 54 mm (ISO/IEC 7810 ID-1) with a face, some lines and waves. Decoration only. */
export function CardPicture({ kind }: { kind: BenchCard['kind'] }) {
  const { ground, line, sign } = looks[kind];
  const waves = [14, 20, 26, 32, 38, 44].map(
    (y) => `M0 ${y} C 14 ${y - 9}, 26 ${y + 9}, 42.8 ${y} S 72 ${y - 9}, 85.6 ${y}`,
  );
  return (
    <svg className="card-picture" viewBox="0 0 85.6 54" aria-hidden="true" focusable="false">
      <rect x="0.5" y="0.5" width="84.6" height="53" rx="3.2" fill={ground} stroke={line} />
      <path d={waves.join(' ')} fill="none" stroke={line} strokeWidth="0.35" opacity="0.55" />
      <g fill={line} opacity="0.75">
        <rect x="7" y="9" width="16" height="2.4" rx="1.2" />
        <rect x="7" y="16" width="10" height="2.4" rx="1.2" />
        <rect x="20" y="16" width="10" height="2.4" rx="1.2" />
        <rect x="7" y="23" width="30" height="2.4" rx="1.2" />
        <rect x="7" y="28.5" width="22" height="2.4" rx="1.2" />
        <rect x="7" y="42" width="38" height="3" rx="1.5" />
      </g>
      <rect x="58" y="8" width="20" height="25" rx="1.6" fill="#fff" opacity="0.8" />
      <g fill={line}>
        <circle cx="68" cy="17.5" r="4.6" />
        <path d="M59.5 33 c0-7 3.8-9.6 8.5-9.6 s8.5 2.6 8.5 9.6 z" />
      </g>
      <text x="78" y="46.6" textAnchor="end" fontSize="8.5" fontWeight="700" fill={line}>
        {sign}
      </text>
    </svg>
  );
}
