import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { drawnScreens, type DrawView, firstViewId, rootId } from '../../contract/page.ts';
import type { KioskView } from '../../contract/view.ts';

/**
 * Loads what draws the screens, in the background; the page is empty where it was not built. Draws once before
 * anybody asks, because the first time takes the longest.
 */
export function openPage(rendererDir: string, now: () => KioskView): (view: KioskView) => Promise<string> {
  const parts = Promise.all([readFile(join(rendererDir, 'index.html'), 'utf8'), loadDrawing(rendererDir)]);
  parts.then(
    ([, drawView]) => drawView?.(now()),
    () => {}, // Whoever asks for the page is told.
  );
  return async (view) => {
    const [html, drawView] = await parts;
    if (drawView === null || !drawnScreens.includes(view.screen.name)) return html;
    // `<` would end the script element; nothing else is special in it (HTML, 4.12.1.3).
    const data = JSON.stringify(view).replaceAll('<', '\\u003c');
    const root = `<div id="${rootId}">`;
    return html.replace(
      root,
      () =>
        `<script type="application/json" id="${firstViewId}">${data}</script>` +
        // The page shows it when its font is there.
        `<div id="${rootId}" hidden>${drawView(view)}`,
    );
  };
}

async function loadDrawing(rendererDir: string): Promise<DrawView | null> {
  const built = join(rendererDir, '..', 'draw', 'main.js');
  if (!existsSync(built)) return null;
  return ((await import(pathToFileURL(built).href)) as { drawView: DrawView }).drawView;
}
