import { encodeQR } from 'qr';
import { useMemo } from 'react';

/** Light modules around the code (ISO/IEC 18004 §6.3.8). */
const quietModules = 4;

/** One path of all dark modules, each a unit square. */
const pathOf = (modules: boolean[][]): string =>
  modules.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');

/** Black on white in every theme: what reads it is a camera. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const modules = useMemo(() => encodeQR(text, 'raw', { ecc: 'medium', border: quietModules }), [text]);
  const size = modules.length;
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect className="qr-light" width={size} height={size} />
      <path className="qr-dark" d={pathOf(modules)} />
    </svg>
  );
}
