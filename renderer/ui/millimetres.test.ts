import { describe, expect, it } from 'vitest';
import { cssPxPerMm, panelSize } from './millimetres.ts';

const panel = { widthPx: 1080, heightPx: 1920, diagonalInch: 21.5 };

describe('millimetres', () => {
  it('knows the 21.5-inch portrait panel', () => {
    const size = panelSize(panel);
    expect(size.pxPerMm).toBeCloseTo(4.034, 3);
    expect(size.widthMm).toBeCloseTo(267.7, 1);
    expect(size.heightMm).toBeCloseTo(476, 0);
    expect(size.orientation).toBe('portrait');
  });

  it('turns with the panel', () => {
    expect(panelSize({ ...panel, widthPx: 1920, heightPx: 1080 }).orientation).toBe('landscape');
  });

  it('is true to size in a window as large as the panel or larger', () => {
    expect(cssPxPerMm(panel, { width: 1080, height: 1920 })).toBeCloseTo(4.034, 3);
    expect(cssPxPerMm(panel, { width: 4000, height: 4000 })).toBeCloseTo(4.034, 3);
  });

  it('fits the whole panel into a smaller window by its tighter side', () => {
    expect(cssPxPerMm(panel, { width: 1440, height: 960 })).toBeCloseTo(4.034 / 2, 3);
    expect(cssPxPerMm(panel, { width: 270, height: 960 })).toBeCloseTo(4.034 / 4, 3);
  });
});
