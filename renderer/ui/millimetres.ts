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
 * CSS pixels per millimetre in a window of the given CSS pixels. A window smaller than the panel (a
 * developer's laptop, a panel driven with a device pixel ratio) shows the whole panel, scaled; a larger
 * one shows it at its own size.
 */
export function cssPxPerMm(panel: Panel, window: { width: number; height: number }): number {
  const scale = Math.min(1, window.width / panel.widthPx, window.height / panel.heightPx);
  return panelSize(panel).pxPerMm * scale;
}
