import { useEffect, useState } from 'react';
import { Dictionary } from './dictionary.ts';
import { type ByStrokes, readCharacters } from './radicals.ts';

/** Loads once, when first asked; one that failed (the host was away) is tried again with the next question. */
function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | null = null;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = null;
      throw error;
    });
    return loading;
  };
}

// Files of their own: a page that never shows the keyboard does not load them.
export const loadDictionary = once(async () => {
  const { default: text } = await import('../../../assets/pinyin/words.txt?raw');
  return new Dictionary(text);
});

export const loadCharacters = once(async (): Promise<ReadonlyMap<number, ByStrokes>> => {
  const { default: text } = await import('../../../assets/pinyin/characters.txt?raw');
  return readCharacters(text);
});

const retryMs = 1000;

/** `null` until it is there. */
export function useLoaded<T>(load: () => Promise<T>): T | null {
  const [loaded, setLoaded] = useState<T | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let wanted = true;
    load().then(
      (value) => {
        if (wanted) setLoaded(() => value);
      },
      () => {
        if (wanted) timer = setTimeout(() => setTries(tries + 1), retryMs);
      },
    );
    return () => {
      wanted = false;
      if (timer !== null) clearTimeout(timer);
    };
  }, [load, tries]);
  return loaded;
}
