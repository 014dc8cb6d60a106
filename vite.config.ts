import { existsSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { isFirstWordsFont, ownWordsFont } from './scripts/own-words-font.ts';
import { styleInPage } from './scripts/style-in-page.ts';

const root = join(import.meta.dirname, 'renderer');
const pages = ['index.html', 'gallery.html', 'bench.html'];

export default defineConfig({
  root,
  base: './',
  plugins: [react(), ownWordsFont(), styleInPage()],
  // Texts and fonts live in assets/, beside the root.
  server: { fs: { allow: [import.meta.dirname] } },
  build: {
    outDir: join(import.meta.dirname, 'dist/renderer'),
    emptyOutDir: true,
    // Electron 45 and the oldest Chromium that we run in.
    target: 'chrome140',
    // A font slice inside the style sheet would be loaded by every page whether it shows it or not.
    assetsInlineLimit: isFirstWordsFont,
    modulePreload: { polyfill: false },
    // The words of the pinyin keyboard are one piece of data; they come when somebody types.
    chunkSizeWarningLimit: 1000,
    rolldownOptions: { input: pages.map((page) => join(root, page)).filter((page) => existsSync(page)) },
  },
});
