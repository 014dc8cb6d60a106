import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { drawnScreens, type DrawView, firstViewId, rootId } from '../../contract/page.ts';
import type { KioskView } from '../../contract/view.ts';

const root = (attributes: string, content: string): string =>
  `<div id="${rootId}"${attributes}>${content}</div>`;

/**
 * Shows what came drawn as soon as its font is ready. It comes hidden, to be laid out with that font at once:
 * looking for other fonts takes a browser that starts a tenth of a second. In the page itself, because the
 * page's other scripts are still to be fetched.
 */
const reveal =
  `Promise.all([500,700].map(w=>document.fonts.load(w+" 1em 'Tongban First'")))` +
  `.then(()=>document.getElementById('${rootId}').hidden=false)`;

/** The one script that the page may carry (CSP Level 3, 6.7.3.3: hash sources). */
export const revealSource = `'sha256-${createHash('sha256').update(reveal).digest('base64')}'`;

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
    return html.replace(
      root('', ''),
      () =>
        `<script type="application/json" id="${firstViewId}">${data}</script>` +
        `${root(' hidden', drawView(view))}<script>${reveal}</script>`,
    );
  };
}

async function loadDrawing(rendererDir: string): Promise<DrawView | null> {
  const built = join(rendererDir, '..', 'draw', 'main.js');
  if (!existsSync(built)) return null;
  return ((await import(pathToFileURL(built).href)) as { drawView: DrawView }).drawView;
}
