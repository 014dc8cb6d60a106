import { describe, expect, it } from 'vitest';
import { cssMillimetre, panelSize } from './millimetres.ts';

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

  it('is true to size in a large window, and fits the whole panel into a smaller one by its tighter side', () => {
    expect(cssMillimetre(panel)).toMatch(/^calc\(4\.0338\d* \* min\(1px, 100vw \/ 1080, 100vh \/ 1920\)\)$/);
  });
});
