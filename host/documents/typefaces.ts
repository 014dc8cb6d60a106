import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openTypeface, type Typeface } from './typeface.ts';

/** One family in two weights, and the rare characters of names, of which there is one weight. */
export interface Typefaces {
  regular: Typeface;
  bold: Typeface;
  rare: Typeface;
}

/** Reads some 22 MB. @param root the folder that holds `node_modules` and `assets`. */
export function loadTypefaces(root: string): Typefaces {
  const open = (path: string) => openTypeface(readFileSync(join(root, path)));
  const sans = 'node_modules/@expo-google-fonts/noto-sans-sc';
  return {
    regular: open(`${sans}/400Regular/NotoSansSC_400Regular.ttf`),
    bold: open(`${sans}/700Bold/NotoSansSC_700Bold.ttf`),
    rare: open('assets/fonts/noto-sans-cjk-sc-rare.otf'),
  };
}
