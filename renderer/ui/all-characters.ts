import sheet from './all-characters.css?url';

const retryMs = 1000;

/**
 * Loads what the first screen could do without: the font of all the screens' own words, also those that are said
 * without a host, and the style sheet of the fonts for every character, four times as long as that of the
 * screens. Call it once.
 */
export function loadAllCharacters(): void {
  for (const weight of [500, 700])
    // The system's own font stands in for one that cannot be had.
    document.fonts.load(`${weight} 1em 'Tongban Words'`).catch(() => {});
  loadSheet();
}

function loadSheet(): void {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = sheet;
  // The host went away meanwhile: until it is back, the system's own font stands in.
  link.addEventListener('error', () => {
    link.remove();
    setTimeout(loadSheet, retryMs);
  });
  document.head.append(link);
}
