import { useEffect, useState } from 'react';

/** What the page loads when it is first asked for. */
export interface OnDemand<T> {
  /** Loads once; what failed (the host was away) is tried again with the next call. */
  load: () => Promise<T>;
  /** `null` until it is there. */
  now: () => T | null;
}

export function onDemand<T>(fetch: () => Promise<T>): OnDemand<T> {
  let loading: Promise<T> | null = null;
  let loaded: T | null = null;
  const load = async () => {
    try {
      return (loaded = await fetch());
    } catch (error) {
      loading = null;
      throw error;
    }
  };
  return { load: () => (loading ??= load()), now: () => loaded };
}

const retryMs = 1000;

/** `null` until it is there. */
export function useOnDemand<T>(wanted: OnDemand<T>): T | null {
  const [loaded, setLoaded] = useState<T | null>(wanted.now);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let shown = true;
    wanted.load().then(
      (value) => {
        if (shown) setLoaded(() => value);
      },
      () => {
        if (shown) timer = setTimeout(() => setTries(tries + 1), retryMs);
      },
    );
    return () => {
      shown = false;
      if (timer !== null) clearTimeout(timer);
    };
  }, [wanted, tries]);
  return loaded;
}
