import sheet from './all-characters.css?url';

const retryMs = 1000;

/**
 * Loads the style sheet of the fonts for every character. It is four times as long as that of the screens,
 * which need none of it to be drawn. Call it once.
 */
export function loadAllCharacters(): void {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = sheet;
  // The host went away meanwhile: until it is back, the system's own font stands in.
  link.addEventListener('error', () => {
    link.remove();
    setTimeout(loadAllCharacters, retryMs);
  });
  document.head.append(link);
}
