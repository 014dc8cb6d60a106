import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Font files for what is drawn instead of sent as text. */
export interface FontPaths {
  regular: string;
  /** Characters that `regular` lacks, such as CJK Extension B. */
  rare: string | null;
}

/** The fonts that come with the project, by the directory that holds `node_modules` and `assets`. */
export function bundledFonts(root: string): FontPaths {
  const rare = join(root, 'assets/fonts/noto-sans-cjk-sc-rare.otf');
  return {
    regular: join(root, 'node_modules/@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
    rare: existsSync(rare) ? rare : null,
  };
}
