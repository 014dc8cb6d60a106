import type { Panel } from '../../contract/view.ts';

const mmPerInch = 25.4;

/** Share of the panel's height, from its lower edge, that holds everything touched in the low-reach layout. */
export const lowReachShare = 0.6;

export interface PanelSize {
  /** Panel pixels per millimetre. */
  pxPerMm: number;
  widthMm: number;
  heightMm: number;
  orientation: 'portrait' | 'landscape';
}

export function panelSize(panel: Panel): PanelSize {
  const pxPerMm = Math.hypot(panel.widthPx, panel.heightPx) / (panel.diagonalInch * mmPerInch);
  return {
    pxPerMm,
    widthMm: panel.widthPx / pxPerMm,
    heightMm: panel.heightPx / pxPerMm,
    orientation: panel.widthPx > panel.heightPx ? 'landscape' : 'portrait',
  };
}

/**
 * The CSS length of one millimetre. A window smaller than the panel (a developer's laptop, a panel driven with
 * a device pixel ratio) shows the whole panel, scaled; a larger one shows it at its own size.
 */
export function cssMillimetre(panel: Panel): string {
  const { pxPerMm } = panelSize(panel);
  return `calc(${pxPerMm} * min(1px, 100vw / ${panel.widthPx}, 100vh / ${panel.heightPx}))`;
}
